package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.Authentication;
import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.Credentials;
import io.regent.postgres.ForRole;
import io.regent.postgres.Outcome;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.ServerRole;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopMode;
import io.regent.postgres.Upstream;
import io.regent.postgres.sql.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How settings reach two real servers. Started by {@code LocalPostgresServerTest}, in a process that may not run as root. */
final class ConfiguredServers {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CHANGES = 25;
    private static final String FOR_REPLICAS = "# as a replica wants it";
    private static final Map<String, Object> EVERYWHERE = Map.of(
            "work_mem", "4MB",
            "password_encryption", "scram-sha-256",
            "shared_buffers", "16MB",
            "restore_command", "test -z '%p' # from recovery_conf",
            "nosuch", 1,
            "maintenance_work_mem", "a lot");

    /** Ways to write what a server runs with, and other values. */
    private record Choice(String name, boolean needsRestart, List<String> running, List<String> others) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice("max_connections", true, List.of("100", "0x64", "0144"), List.of("120", "0170", "130")),
            new Choice("shared_buffers", true, List.of("16MB", "16384kB", "2048", " 16 MB"), List.of("24MB", "3072")),
            new Choice("max_prepared_transactions", true, List.of("0", "00"), List.of("5")),
            new Choice("track_commit_timestamp", true, List.of("off", "false", "no"), List.of("on", "TRUE", "1")),
            new Choice("max_files_per_process", true, List.of("1000", "1e3"), List.of("1001", "0x500")),
            new Choice("work_mem", false, List.of("4MB", "4096kB"), List.of("7MB")));

    private final PostgresSettings settingsOfA;
    private final PostgresSettings settingsOfB;
    private final Postgres a;
    private final Postgres b;

    private ConfiguredServers(Path folder, Path programs) throws IOException {
        this.settingsOfA = byRole(ServerSettings.of(folder, "a", programs).withParameters(EVERYWHERE));
        this.settingsOfB = byRole(ServerSettings.of(folder, "b", programs).withParameters(EVERYWHERE));
        this.a = LocalPostgres.of(settingsOfA);
        this.b = LocalPostgres.of(settingsOfB);
    }

    /** Arguments: an empty folder that the process owns, and the directory of PostgreSQL's programs. */
    public static void main(String[] arguments) throws Exception {
        var servers = new ConfiguredServers(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            servers.aPrimaryHasWhatIsForPrimaries();
            servers.aStandbyFollowsWhateverAlterSystemLeft();
            servers.itReconnectsWithANewPassword();
            servers.aRestartIsPendingExactlyWhenAValueDiffers();
            servers.alterSystemMakesARestartPending();
            servers.aFileElsewhereIsTheUsers();
            servers.aPromotionMakesItAPrimaryInItsConfigurationToo();
            System.out.println("ALL IS WELL");
        } finally {
            for (Postgres server : List.of(servers.a, servers.b)) {
                server.process().signal(Signal.KILL);
                server.close();
            }
        }
    }

    private static PostgresSettings byRole(PostgresSettings of) {
        var hba = new ArrayList<>(of.hbaLines());
        hba.add(FOR_REPLICAS);
        return with(
                of,
                of.authentication(),
                of.hbaLines(),
                Map.of(
                        ServerRole.PRIMARY,
                        new ForRole(Map.of("work_mem", "5MB"), Optional.empty(), Optional.empty()),
                        ServerRole.REPLICA,
                        new ForRole(
                                Map.of("work_mem", "6MB"),
                                Optional.of(hba),
                                Optional.of(List.of("replicas system_user postgres")))));
    }

    private static PostgresSettings with(
            PostgresSettings of, Authentication authentication, List<String> hba, Map<ServerRole, ForRole> forRoles) {
        return new PostgresSettings(
                of.memberName(),
                of.clusterName(),
                of.dataDir(),
                of.configDir(),
                of.configBaseName(),
                of.customConf(),
                of.programs(),
                of.listen(),
                of.database(),
                authentication,
                of.pgpass(),
                of.serverLog(),
                of.parameters(),
                hba,
                List.of("everybody system_user postgres"),
                forRoles,
                of.useRewind(),
                of.useSlots(),
                of.useUnixSocket(),
                of.useUnixSocketForReplication(),
                of.remote(),
                of.discardedLogLimit(),
                of.startTimeout(),
                of.statementTimeout());
    }

    private void aPrimaryHasWhatIsForPrimaries() throws Exception {
        done(a.bootstrap(new BootstrapPlan(
                new BootstrapPlan.Initdb(List.of(
                        new ProgramOption("auth-local", Optional.of("trust")),
                        new ProgramOption("auth-host", Optional.of("scram-sha-256")))),
                List.of(),
                Optional.empty())));

        assertThat(await(a, facts -> facts.role() == Role.PRIMARY).pendingRestart())
                .isEmpty();
        assertThat(shown(settingsOfA, "work_mem")).isEqualTo("5MB");
        assertThat(file(settingsOfA, "pg_hba.conf")).isEqualTo(String.join("\n", settingsOfA.hbaLines()) + "\n");
        assertThat(file(settingsOfA, "pg_ident.conf")).isEqualTo("everybody system_user postgres\n");
    }

    /** What stands in {@code postgresql.auto.conf} would win over what the agent writes. */
    private void aStandbyFollowsWhateverAlterSystemLeft() throws Exception {
        done(b.cloneFrom(Optional.of(primary()), basebackup(false)));
        Files.writeString(settingsOfB.dataDir().resolve("postgresql.auto.conf"), """
                primary_conninfo = 'host=nowhere'
                Recovery_Target = 'immediate'
                recovery_target_timeline '1'
                primary_slot_name='nosuch'
                """, StandardOpenOption.APPEND);
        done(b.start(new StartAs.Standby(Optional.of(primary()))));
        awaitStreaming();
        run(settingsOfB, "ALTER SYSTEM SET primary_slot_name = 'nosuch'");
        done(b.reload(settingsOfB));
        run(settingsOfA, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");

        awaitStreaming();
        assertThat(shown(settingsOfB, "work_mem")).isEqualTo("6MB");
        assertThat(shown(settingsOfB, "restore_command")).isEqualTo("test -z '%p' # from recovery_conf");
        assertThat(shown(settingsOfB, "recovery_target_timeline")).isEqualTo("latest");
        assertThat(file(settingsOfB, "pg_hba.conf")).endsWith(FOR_REPLICAS + "\n");
        assertThat(file(settingsOfB, "pg_ident.conf")).isEqualTo("replicas system_user postgres\n");
    }

    private void itReconnectsWithANewPassword() throws Exception {
        run(settingsOfA, "ALTER ROLE replicator PASSWORD 'another'");
        Authentication known = settingsOfB.authentication();
        var changed = new Authentication(
                known.superuser(),
                new Credentials(known.replication().username(), Optional.of("another"), Map.of()),
                known.rewind());

        done(b.reload(with(settingsOfB, changed, settingsOfB.hbaLines(), settingsOfB.forRoles())));
        run(settingsOfA, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");

        awaitStreaming();
        assertThat(Files.readString(settingsOfB.pgpass())).contains(":another");
    }

    /** Random changes: what is pending is what the server would run with after a restart and does not run with now. */
    private void aRestartIsPendingExactlyWhenAValueDiffers() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var differing = new HashSet<String>();
        var configured = new LinkedHashMap<>(settingsOfA.parameters());
        for (int change = 0; change < CHANGES; change++) {
            Choice choice = CHOICES.get(random.nextInt(CHOICES.size()));
            boolean same = random.nextBoolean();
            List<String> spellings = same ? choice.running() : choice.others();
            configured.put(choice.name(), spellings.get(random.nextInt(spellings.size())));
            differing.remove(choice.name());
            if (!same && choice.needsRestart()) {
                differing.add(choice.name());
            }
            done(a.reload(settingsOfA.withParameters(configured)));

            ServerFacts facts = await(a, seen -> names(seen).equals(differing));
            assertThat(facts.pendingRestart())
                    .allMatch(pending -> !pending.oldValue().equals(pending.newValue()));
        }
        done(a.reload(settingsOfA));
        await(a, seen -> seen.pendingRestart().isEmpty());
    }

    private void alterSystemMakesARestartPending() throws Exception {
        run(settingsOfA, "ALTER SYSTEM SET max_files_per_process = 500");
        done(a.reload(settingsOfA));
        ServerFacts facts = await(a, seen -> !seen.pendingRestart().isEmpty());
        assertThat(facts.pendingRestart()).containsExactly(new PendingRestart("max_files_per_process", "1000", "500"));

        run(settingsOfA, "ALTER SYSTEM RESET max_files_per_process");
        done(a.reload(settingsOfA));
        await(a, seen -> seen.pendingRestart().isEmpty());
    }

    private void aFileElsewhereIsTheUsers() throws Exception {
        Path elsewhere = Files.writeString(
                settingsOfA.dataDir().resolve("own_hba.conf"), "local all all trust\nhost all all all trust\n");
        var parameters = new LinkedHashMap<>(settingsOfA.parameters());
        parameters.put("hba_file", "own_hba.conf");
        Files.writeString(settingsOfA.dataDir().resolve("pg_hba.conf"), "# not touched\n");

        done(a.reload(settingsOfA.withParameters(parameters)));

        assertThat(elsewhere).hasContent("local all all trust\nhost all all all trust\n");
        assertThat(file(settingsOfA, "pg_hba.conf")).isEqualTo("# not touched\n");
        done(a.reload(settingsOfA));
        assertThat(file(settingsOfA, "pg_hba.conf")).isEqualTo(String.join("\n", settingsOfA.hbaLines()) + "\n");
    }

    private void aPromotionMakesItAPrimaryInItsConfigurationToo() throws Exception {
        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        done(b.promote(LIMIT));

        await(b, facts -> facts.role() == Role.PRIMARY);
        await(b, facts -> shown(settingsOfB, "work_mem").equals("5MB"));
        assertThat(file(settingsOfB, "pg_hba.conf")).doesNotContain(FOR_REPLICAS);
        assertThat(file(settingsOfB, "pg_ident.conf")).isEqualTo("everybody system_user postgres\n");
        assertThat(file(settingsOfB, "postgresql.conf")).doesNotContain("primary_conninfo");
    }

    private void awaitStreaming() {
        await(b, facts -> facts.replicationState().equals(Optional.of("streaming")));
    }

    private Upstream primary() {
        return new Upstream("a", "127.0.0.1", settingsOfA.listen().port(), Optional.empty());
    }

    private static Set<String> names(ServerFacts facts) {
        return facts.pendingRestart().stream().map(PendingRestart::parameter).collect(Collectors.toSet());
    }

    private static String file(PostgresSettings settings, String name) throws IOException {
        return Files.readString(settings.dataDir().resolve(name));
    }

    private static void run(PostgresSettings server, String text) throws SQLException {
        try (var session = Sessions.local(server, Optional.empty());
                var statement = session.createStatement()) {
            statement.execute(text);
        }
    }

    private static String shown(PostgresSettings server, String name) {
        try (var session = Sessions.local(server, Optional.empty());
                var statement = session.createStatement();
                var row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static ClonePlan basebackup(boolean replaces) {
        var options = List.of(new ProgramOption("checkpoint", Optional.of("fast")));
        return new ClonePlan(List.of(new ClonePlan.Basebackup(options)), replaces);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }

    private static ServerFacts await(Postgres server, Predicate<ServerFacts> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        PostgresState last = server.observe();
        while (System.nanoTime() < end) {
            if (last instanceof PostgresState.Running(ServerFacts facts) && condition.test(facts)) {
                return facts;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            last = server.observe();
        }
        throw new AssertionError("still " + last);
    }
}

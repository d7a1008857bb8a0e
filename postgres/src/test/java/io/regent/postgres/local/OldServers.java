package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopMode;
import io.regent.postgres.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Two servers of a version before 12, of which there is no more than the server program, so that the copy is made by hand. Started by
 * {@code LocalPostgresServerTest}, in a process that may not run as root.
 */
final class OldServers {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, Object> PARAMETERS = Map.of(
            "password_encryption", "scram-sha-256",
            "shared_buffers", "16MB",
            "restore_command", "test -z '%p'",
            "wal_keep_size", "320MB");

    private final PostgresSettings settingsOfA;
    private final PostgresSettings settingsOfB;
    private final Postgres a;
    private final Postgres b;

    private OldServers(Path folder, Path programs) throws IOException {
        this.settingsOfA = ServerSettings.of(folder, "a", programs).withParameters(PARAMETERS);
        this.settingsOfB = ServerSettings.of(folder, "b", programs).withParameters(PARAMETERS);
        this.a = LocalPostgres.of(settingsOfA);
        this.b = LocalPostgres.of(settingsOfB);
    }

    /** Arguments: an empty folder that the process owns, and the directory of PostgreSQL's programs. */
    public static void main(String[] arguments) throws Exception {
        var servers = new OldServers(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            servers.aPrimaryStartsWithoutARecoveryConf();
            servers.aStandbyStartsWithOne();
            servers.promoted();
            System.out.println("ALL IS WELL");
        } finally {
            for (Postgres server : List.of(servers.a, servers.b)) {
                server.process().signal(Signal.KILL);
                server.close();
            }
        }
    }

    private void aPrimaryStartsWithoutARecoveryConf() throws IOException {
        done(a.bootstrap(new BootstrapPlan(
                new BootstrapPlan.Initdb(List.of(
                        new ProgramOption("auth-local", Optional.of("trust")),
                        new ProgramOption("auth-host", Optional.of("scram-sha-256")))),
                List.of(),
                Optional.empty())));
        assertThat(await(a, facts -> facts.role() == Role.PRIMARY).pendingRestart())
                .isEmpty();
        assertThat(file(settingsOfA, "postgresql.conf"))
                .contains("wal_keep_segments = '20'")
                .doesNotContain("restore_command", "wal_keep_size", "recovery_target");
        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        copy(settingsOfA.dataDir(), settingsOfB.dataDir());
        Files.createFile(settingsOfA.dataDir().resolve("recovery.conf"));

        done(a.start(new StartAs.Primary()));
        await(a, facts -> facts.role() == Role.PRIMARY);
        assertThat(settingsOfA.dataDir().resolve("recovery.conf")).doesNotExist();
    }

    private void aStandbyStartsWithOne() throws IOException {
        int port = settingsOfA.listen().port();
        done(b.start(new StartAs.Standby(Optional.of(new Upstream("a", "127.0.0.1", port, Optional.empty())))));

        ServerFacts standby = await(b, facts -> facts.replicationState().equals(Optional.of("streaming")));
        assertThat(standby.upstream()
                        .map(upstream -> upstream.addresses().getFirst().port()))
                .contains(port);
        assertThat(file(settingsOfB, "recovery.conf"))
                .contains(
                        "standby_mode = 'on'",
                        "recovery_target_timeline = 'latest'",
                        "restore_command = 'test -z ''%p'''",
                        "passfile=")
                .doesNotContain("recovery_target_lsn", "primary_slot_name");
        assertThat(settingsOfB.dataDir().resolve("standby.signal")).doesNotExist();
    }

    private void promoted() {
        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        done(b.promote(LIMIT));
        await(b, facts -> facts.role() == Role.PRIMARY);
        done(b.reload(settingsOfB));
        assertThat(settingsOfB.dataDir().resolve("recovery.conf")).doesNotExist();
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path, target.resolve(source.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static String file(PostgresSettings settings, String name) throws IOException {
        return Files.readString(settings.dataDir().resolve(name));
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

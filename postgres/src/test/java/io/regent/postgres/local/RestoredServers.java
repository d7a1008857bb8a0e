package io.regent.postgres.local;

import static io.regent.postgres.local.Watching.await;
import static io.regent.postgres.local.Watching.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopMode;
import io.regent.postgres.Upstream;
import io.regent.postgres.server.Leftovers;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.wal.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * New clusters made by initdb with a program that runs afterwards, and by programs of the operator's own. Started by
 * {@code LocalPostgresServerTest}, in a process that may not run as root.
 */
final class RestoredServers {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final Path programs;
    private final PostgresSettings settingsOfA;
    private final Postgres a;

    private RestoredServers(Path folder, Path programs) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.settingsOfA = ServerSettings.of(folder, "a", programs);
        this.a = LocalPostgres.of(settingsOfA);
    }

    /** The arguments: an empty folder, and the directory of PostgreSQL's programs. */
    public static void main(String... arguments) throws Exception {
        var story = new RestoredServers(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            story.tell();
            System.out.println("ALL IS WELL");
        } finally {
            story.a.stop(StopMode.IMMEDIATE, LIMIT, checkpoint -> {});
            story.a.close();
        }
    }

    private void tell() throws Exception {
        Files.createDirectory(folder.resolve("archive"));
        Files.createFile(folder.resolve("archive_is_open"));
        aProgramRunsOnTheNewPrimary();
        aBackupAndWhatWasWrittenAfterIt();
        theOperatorsProgramRestoresIt();
        theProgramMaySayItselfHowToRecover();
        whatFailsIsPutAside();
        copiesAreMadeByTheOperatorsPrograms();
        aProgramThatItsAgentHasLeftBehindIsEnded();
        aCopyThatIsCancelledLeavesNothing();
    }

    private void aProgramRunsOnTheNewPrimary() throws Exception {
        Path setup = script("setup", """
                printf '%%s\\n' "$@" > %1$s/arguments
                env > %1$s/environment
                %2$s/psql -X -d "$2" -c 'CREATE TABLE public.made_by_setup ()'
                """.formatted(folder, programs));

        done(a.bootstrap(initdb(Optional.of(List.of(setup.toString(), "once")))));

        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .containsExactly(
                        "once",
                        "host=127.0.0.1 port=%d dbname=postgres user=postgres"
                                .formatted(settingsOfA.listen().port()));
        assertThat(Files.readAllLines(folder.resolve("environment")))
                .contains(
                        "PGPASSFILE=" + settingsOfA.pgpass(),
                        "PGOPTIONS=-c synchronous_commit=local -c statement_timeout=0")
                .noneMatch(line -> line.contains("canary"));
        assertThat(ask(settingsOfA, "SELECT count(*) FROM pg_class WHERE relname = 'made_by_setup'"))
                .isEqualTo("1");
        assertThat(ask(settingsOfA, "SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE oid > 16383"))
                .isEqualTo("replicator,rewinder");
    }

    private void aBackupAndWhatWasWrittenAfterIt() throws Exception {
        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        assertThat(new ProcessBuilder(
                                "cp",
                                "-a",
                                settingsOfA.dataDir().toString(),
                                folder.resolve("backup").toString())
                        .start()
                        .waitFor())
                .isZero();
        done(a.start(new StartAs.Primary()));
        run(settingsOfA, "CREATE TABLE public.after_the_backup ()");
        String segment = ask(settingsOfA, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
        run(settingsOfA, "ALTER ROLE postgres PASSWORD 'that of the backup'; SELECT pg_switch_wal()");
        until(() -> Files.exists(folder.resolve("archive").resolve(segment)));
        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
    }

    private void theOperatorsProgramRestoresIt() throws Exception {
        PostgresSettings settings = ServerSettings.of(folder, "b", programs);
        Path restore = script("restore", "cp -a %s \"$1\"\n".formatted(folder.resolve("backup")));
        var method = new BootstrapPlan.Custom(
                "backup",
                List.of(restore.toString(), settings.dataDir().toString()),
                false,
                Map.of("restore_command", restoring(), "recovery_target_action", "promote"));
        try (var b = LocalPostgres.of(settings)) {
            done(b.bootstrap(new BootstrapPlan(method, List.of("# of the bootstrap section"), Optional.empty())));

            ServerFacts facts = await(b, running -> running.role() == Role.PRIMARY);
            assertThat(facts.timeline()).isEqualTo(new Timeline(2));
            assertThat(facts.pendingRestart()).isEmpty();
            assertThat(ask(settings, "SELECT count(*) FROM pg_class WHERE relname = 'after_the_backup'"))
                    .isEqualTo("1");
            assertThat(ask(settings, "SELECT current_setting('archive_mode') || current_setting('hot_standby')"))
                    .isEqualTo("onon");
            assertThat(ask(settings, "SHOW hba_file"))
                    .isEqualTo(settings.dataDir().resolve("pg_hba.conf") + "");
            assertThat(settings.dataDir().resolve("pg_hba.conf")).hasContent(String.join("\n", settings.hbaLines()));
            assertThat(settings.dataDir().resolve("regent_bootstrap_hba.conf")).doesNotExist();
            assertThat(folder.resolve("archive/00000002.history")).doesNotExist();
            done(b.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        }
    }

    private void theProgramMaySayItselfHowToRecover() throws Exception {
        PostgresSettings settings = ServerSettings.of(folder, "c", programs);
        Path restore = script("restore_and_say", """
                cp -a %s "$1"
                touch "$1/recovery.signal"
                echo "restore_command = '%s'" >> "$1/postgresql.auto.conf"
                """.formatted(folder.resolve("backup"), restoring()));
        var method = new BootstrapPlan.Custom(
                "backup",
                List.of(restore.toString(), settings.dataDir().toString()),
                true,
                Map.of("restore_command", "false"));
        try (var c = LocalPostgres.of(settings)) {
            done(c.bootstrap(new BootstrapPlan(method, List.of(), Optional.empty())));

            assertThat(ask(settings, "SELECT count(*) FROM pg_class WHERE relname = 'after_the_backup'"))
                    .isEqualTo("1");
            done(c.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        }
    }

    private void whatFailsIsPutAside() throws Exception {
        PostgresSettings settings = ServerSettings.of(folder, "d", programs);
        var nothing = new BootstrapPlan.Custom("nothing", List.of("true"), false, Map.of());
        var broken =
                new BootstrapPlan.Custom("broken", List.of("sh", "-c", "echo no tape >&2; exit 4"), false, Map.of());
        try (var d = LocalPostgres.of(settings)) {
            assertThat(d.bootstrap(new BootstrapPlan(nothing, List.of(), Optional.empty())))
                    .isEqualTo(
                            new Outcome.Failed("bootstrap.nothing (true): ended well and left no database cluster in "
                                    + settings.dataDir()));
            assertThat(d.bootstrap(new BootstrapPlan(broken, List.of(), Optional.empty())))
                    .isEqualTo(new Outcome.Failed("bootstrap.broken (sh): exit code 4: no tape"));
            assertThat(d.bootstrap(initdb(Optional.of(List.of("sh", "-c", "echo not now >&2; exit 3")))))
                    .isEqualTo(new Outcome.Failed("post_bootstrap (sh): exit code 3: not now"));

            assertThat(d.process().isAlive()).isFalse();
            assertThat(settings.dataDir()).doesNotExist();
            assertThat(folder.resolve("d.failed/PG_VERSION")).exists();
            done(d.bootstrap(initdb(Optional.empty())));
            done(d.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        }
    }

    private void copiesAreMadeByTheOperatorsPrograms() throws Exception {
        done(a.start(new StartAs.Primary()));
        PostgresSettings settings = ServerSettings.of(folder, "e", programs);
        Path copy = copyScript(settings);
        var broken =
                new ClonePlan.Custom("broken", List.of("sh", "-c", "echo no tape >&2; exit 4"), true, false, false);
        var good = new ClonePlan.Custom("good", List.of(copy.toString(), "--threads=4"), true, true, true);
        Upstream source = new Upstream("a", "127.0.0.1", settingsOfA.listen().port(), Optional.empty());
        try (var e = LocalPostgres.of(settings)) {
            done(e.cloneFrom(Optional.of(source), new ClonePlan(List.of(broken, good), false)));

            assertThat(Files.readAllLines(folder.resolve("arguments_of_copy")))
                    .containsExactly(
                            "--threads=4",
                            "--scope=demo",
                            "--role=replica",
                            "--datadir=" + settings.dataDir(),
                            "--connstring=user=replicator host=127.0.0.1 port=%d dbname=postgres"
                                    .formatted(settingsOfA.listen().port()));
            assertThat(Files.readAllLines(folder.resolve("environment_of_copy")))
                    .contains("PGPASSFILE=" + settings.pgpass())
                    .noneMatch(line -> line.contains("canary"));
            assertThat(settings.dataDir().resolve("promote")).doesNotExist();
            assertThat(settings.dataDir().resolve("pg_ident.conf")).isEmptyFile();
            assertThat(settings.dataDir().resolve("pg_hba.conf")).hasContent("local all all trust");
            done(e.start(new StartAs.Standby(Optional.of(source))));
            until(() ->
                    psql(settings, "SELECT status FROM pg_stat_wal_receiver").equals("streaming"));
            done(e.stop(StopMode.FAST, LIMIT, checkpoint -> {}));

            withoutASource(e, settings, broken, good);
        }
    }

    /** Notes what it is told, what it finds, and leaves what a copy must not keep. */
    private Path copyScript(PostgresSettings settings) throws IOException {
        return script("copy", """
                printf '%%s\\n' "$@" > %1$s/arguments_of_copy
                env > %1$s/environment_of_copy
                mkdir -p -m 700 %2$s
                ls %2$s > %1$s/before
                test ! -e %1$s/keeps || exit 1
                rm -rf %2$s/*
                %3$s/pg_basebackup -D %2$s -d "${5#--connstring=}" -c fast
                touch %2$s/promote
                rm %2$s/pg_ident.conf %2$s/pg_ident.conf.backup %2$s/pg_hba.conf
                echo 'local all all trust' > %2$s/pg_hba.conf.backup
                """.formatted(folder, settings.dataDir(), programs));
    }

    private void withoutASource(Postgres e, PostgresSettings settings, ClonePlan.Custom broken, ClonePlan.Custom good)
            throws IOException {
        assertThat(e.cloneFrom(Optional.empty(), new ClonePlan(List.of(good), false)))
                .as("what is there may not be thrown away")
                .isEqualTo(new Outcome.Failed(settings.dataDir() + " is not empty"));
        assertThat(e.cloneFrom(Optional.empty(), new ClonePlan(List.of(broken), true)))
                .isEqualTo(new Outcome.Failed("none of the methods [broken] works without a leader"));
        Files.createFile(folder.resolve("keeps"));
        assertThat(e.cloneFrom(Optional.empty(), new ClonePlan(List.of(broken, good), true)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(Files.readAllLines(folder.resolve("arguments_of_copy"))).endsWith("--connstring=");
        assertThat(Files.readAllLines(folder.resolve("before"))).contains("PG_VERSION");
        assertThat(e.observe()).isInstanceOf(PostgresState.HalfDone.class);
        assertThat(settings.dataDir().resolve("PG_VERSION")).exists();
        assertThat(e.start(new StartAs.Primary())).isInstanceOf(Outcome.Failed.class);
    }

    /** As after a kill -9: the program goes on, and has nobody to tell. */
    private void aProgramThatItsAgentHasLeftBehindIsEnded() throws Exception {
        PostgresSettings settings = ServerSettings.of(folder, "f", programs);
        var builder = new ProcessBuilder("sh", "-c", "sleep 600; true");
        builder.environment().putAll(Leftovers.mark(settings.dataDir()));
        Process left = builder.start();
        Upstream source = new Upstream("a", "127.0.0.1", settingsOfA.listen().port(), Optional.empty());
        try (var f = LocalPostgres.of(settings)) {
            done(f.cloneFrom(
                    Optional.of(source),
                    new ClonePlan(
                            List.of(new ClonePlan.Basebackup(
                                    List.of(new ProgramOption("checkpoint", Optional.of("fast"))))),
                            false)));

            assertThat(left.isAlive()).isFalse();
            assertThat(left.toHandle().descendants()).isEmpty();
        }
    }

    private void aCopyThatIsCancelledLeavesNothing() throws Exception {
        PostgresSettings settings = ServerSettings.of(folder, "g", programs);
        Path slow = script("slow", """
                mkdir -p %1$s/base
                echo $$ > %2$s/pid_of_slow
                sleep 600
                """.formatted(settings.dataDir(), folder));
        var method = new ClonePlan.Custom("slow", List.of(slow.toString()), false, false, true);
        var outcome = new CompletableFuture<Outcome>();
        try (var g = LocalPostgres.of(settings)) {
            Thread copying = Thread.ofVirtual()
                    .start(() ->
                            outcome.complete(g.cloneFrom(Optional.empty(), new ClonePlan(List.of(method), false))));
            until(() -> Files.exists(folder.resolve("pid_of_slow")));
            assertThat(g.observe()).isInstanceOf(PostgresState.HalfDone.class);
            copying.interrupt();

            assertThat(outcome.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Outcome.Cancelled());
            long pid = Long.parseLong(
                    Files.readString(folder.resolve("pid_of_slow")).strip());
            until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            assertThat(g.observe()).isInstanceOf(PostgresState.NoData.class);
        }
    }

    /** Through the socket, where everybody is trusted: the password on this server is that of the backup. */
    private String psql(PostgresSettings server, String text) {
        try {
            var process = new ProcessBuilder(
                            programs.resolve("psql").toString(),
                            "-XAt",
                            "-h",
                            folder.toString(),
                            "-p",
                            Integer.toString(server.listen().port()),
                            "-U",
                            "postgres",
                            "-c",
                            text,
                            "postgres")
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String restoring() {
        return "cp %s/archive/%%f \"%%p\"".formatted(folder);
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh -e\n" + text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static BootstrapPlan initdb(Optional<List<String>> postBootstrap) {
        var options = new ArrayList<ProgramOption>();
        options.add(new ProgramOption("auth-local", Optional.of("trust")));
        return new BootstrapPlan(new BootstrapPlan.Initdb(options), List.of(), postBootstrap);
    }

    private static String ask(PostgresSettings server, String text) throws SQLException {
        try (var session = Sessions.local(server, Optional.empty());
                var statement = session.createStatement();
                var row = statement.executeQuery(text)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(PostgresSettings server, String text) throws SQLException {
        try (var session = Sessions.local(server, Optional.empty());
                var statement = session.createStatement()) {
            statement.execute(text);
        }
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }
}

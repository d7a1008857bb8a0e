package io.regent.postgres.local;

import static io.regent.postgres.local.Watching.await;
import static io.regent.postgres.local.Watching.until;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.Divergence;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Programs;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopMode;
import io.regent.postgres.Upstream;
import io.regent.postgres.server.Program;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A primary that crashed apart from the new one, and everything that may be in the way of its return. Started by
 * {@code LocalPostgresServerTest}.
 */
final class RewoundServers {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Older programs ask the archive only where the configuration is in the data directory, and the agent has to do it. */
    private static final int ASKS_THE_ARCHIVE = 15;

    private final Path folder;
    private final Path programs;
    private final Path archive;
    private final PostgresSettings settingsOfA;
    private final PostgresSettings settingsOfB;
    private final PostgresSettings settingsOfStranger;
    private final Postgres a;
    private final Postgres b;
    private final Postgres stranger;

    private RewoundServers(Path folder, Path programs) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.archive = Files.createDirectory(folder.resolve("archive"));
        boolean asks =
                Integer.parseInt(programs.getName(programs.getNameCount() - 2).toString()) >= ASKS_THE_ARCHIVE;
        this.settingsOfA = restoring(ServerSettings.of(
                folder,
                "a",
                new Programs(Optional.of(programs), Map.of("pg_rewind", fragileRewind())),
                asks ? folder.resolve("a") : Files.createDirectory(folder.resolve("a.conf"))));
        this.settingsOfB = ServerSettings.of(folder, "b", programs);
        this.settingsOfStranger = ServerSettings.of(folder, "stranger", programs);
        this.a = LocalPostgres.of(settingsOfA);
        this.b = LocalPostgres.of(settingsOfB);
        this.stranger = LocalPostgres.of(settingsOfStranger);
    }

    /** Arguments: an empty folder that the process owns, and the directory of PostgreSQL's programs. */
    public static void main(String[] arguments) throws Exception {
        var servers = new RewoundServers(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            servers.live();
            System.out.println("ALL IS WELL");
        } finally {
            servers.end();
        }
    }

    private void live() throws Exception {
        aPrimaryAndItsStandby();
        nobodyButAPrimaryOfTheSameClusterIsRewoundTo();
        theNewPrimaryOwesItsCheckpoint();
        theOldOneCrashesWithALogOfItsOwn();
        aSourceThatLetsNobodyInIsNotItsOwnFault();
        aRewindThatDiesHalfWayLeavesWhatIsNeverStarted();
        theRewindTakesWhatItMissesFromTheArchive();
        whatOnlyTheOldOneHadIsKept();
        itStreamsPastTheFork();
    }

    private void aPrimaryAndItsStandby() {
        done(a.bootstrap(initdb(new ProgramOption("data-checksums", Optional.empty()))));
        done(b.cloneFrom(Optional.of(to(settingsOfA)), basebackup()));
        done(b.start(new StartAs.Standby(Optional.of(to(settingsOfA)))));
        await(b, running -> running.replicationState().equals(Optional.of("streaming")));
        done(stranger.bootstrap(initdb()));
    }

    private void nobodyButAPrimaryOfTheSameClusterIsRewoundTo() {
        isNotReady(a.canBeRewoundTo(to(settingsOfB)), "leader b is still in recovery");
        isNotReady(a.canBeRewoundTo(to(settingsOfStranger)), "leader stranger has another system identifier");
        isNotReady(
                a.canBeCopied(to(settingsOfStranger), Optional.of(new SystemIdentifier("7000000000000000007"))),
                "stranger has another system identifier");
        done(stranger.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        isNotReady(a.canBeRewoundTo(to(settingsOfStranger)), "leader stranger: ");
        isNotReady(a.canBeCopied(to(settingsOfStranger), Optional.empty()), "stranger cannot be copied: ");
        done(a.canBeCopied(to(settingsOfB), a.control().map(data -> data.system())));
    }

    /** A server that was promoted looks like its past to pg_rewind until it has written a checkpoint (HA-113, LES-067). */
    private void theNewPrimaryOwesItsCheckpoint() throws Exception {
        long checkpointer = child(b, "checkpointer");
        signal(checkpointer, "STOP");
        done(b.promote(LIMIT));
        run(settingsOfB, "CREATE TABLE kept AS SELECT generate_series(1, 1000)");

        isNotReady(a.canBeRewoundTo(to(settingsOfB)), "leader b has not yet written a checkpoint on its timeline 2");

        signal(checkpointer, "CONT");
        done(b.checkpoint());
        done(a.canBeRewoundTo(to(settingsOfB)));
    }

    /** The archive is out of order when it crashes. */
    private void theOldOneCrashesWithALogOfItsOwn() throws Exception {
        run(settingsOfA, "CREATE TABLE lost AS SELECT generate_series(1, 1000)");
        for (int segment = 0; segment < 3; segment++) {
            run(settingsOfA, "INSERT INTO lost VALUES (0)");
            run(settingsOfA, "SELECT pg_switch_wal()");
        }
        run(settingsOfA, "CHECKPOINT");
        run(settingsOfA, "INSERT INTO lost VALUES (1)");
        until(() -> pending().size() >= 3);
        a.process().signal(Signal.KILL);
        until(() -> !a.process().isAlive() && !a.process().backendsAlive());
    }

    /** Nor does what the other server's users made matter: a short time limit, operators and functions of their own (LES-075, LES-136). */
    private void aSourceThatLetsNobodyInIsNotItsOwnFault() throws SQLException {
        run(settingsOfB, "ALTER ROLE rewinder NOLOGIN");
        assertThat(a.examineDivergence(to(settingsOfB))).isInstanceOf(Divergence.Diverged.class);
        isNotReady(a.canBeRewoundTo(to(settingsOfB)), "leader b: ");
        isNotReady(a.rewind(to(settingsOfB), List.of()), "leader b: ");
        run(settingsOfB, "ALTER ROLE rewinder LOGIN");

        run(settingsOfB, "CREATE SCHEMA evil");
        run(settingsOfB, "CREATE FUNCTION evil.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$");
        run(
                settingsOfB,
                "CREATE FUNCTION evil.pg_read_binary_file(text, bigint, bigint, boolean) RETURNS bytea LANGUAGE sql"
                        + " AS $$ SELECT 'evil'::bytea $$");
        run(settingsOfB, "ALTER DATABASE postgres SET search_path = evil, pg_catalog");
        run(settingsOfB, "ALTER DATABASE postgres SET statement_timeout = 1");
        run(settingsOfB, "ALTER ROLE postgres PASSWORD 'nobody knows it'");
        done(a.canBeRewoundTo(to(settingsOfB)));
    }

    private void aRewindThatDiesHalfWayLeavesWhatIsNeverStarted() throws Exception {
        Files.createFile(folder.resolve("archive_is_open"));
        Files.createFile(folder.resolve("rewind_dies"));

        assertThat(a.rewind(to(settingsOfB), List.of())).isInstanceOf(Outcome.Failed.class);

        List<Path> log = segments(settingsOfA.dataDir().resolve("pg_wal"));
        assertThat(log.subList(0, log.size() - 1))
                .hasSizeGreaterThan(3)
                .allMatch(segment -> Files.exists(archive.resolve(segment.getFileName())));
        assertThat(pending()).isEmpty();
        assertThat(a.observe()).isEqualTo(new PostgresState.HalfDone(PostgresState.HalfDone.Work.REWIND));
        try (var heir = LocalPostgres.of(settingsOfA)) {
            assertThat(heir.observe()).isInstanceOf(PostgresState.HalfDone.class);
            assertThat(heir.start(new StartAs.Standby(Optional.of(to(settingsOfB)))))
                    .isInstanceOf(Outcome.Failed.class);
            assertThat(heir.process().isAlive()).isFalse();
        }
        Files.delete(folder.resolve("rewind_dies"));
    }

    private void theRewindTakesWhatItMissesFromTheArchive() throws Exception {
        for (Path segment : segments(settingsOfA.dataDir().resolve("pg_wal"))) {
            if (Files.exists(archive.resolve(segment.getFileName()))) {
                Files.delete(segment);
            }
        }

        done(a.rewind(to(settingsOfB), List.of()));

        assertThat(a.observe()).isInstanceOf(PostgresState.Stopped.class);
    }

    private void whatOnlyTheOldOneHadIsKept() throws Exception {
        await(b, running -> running.timeline().number() == 2);
        Lsn fork =
                b.history().flatMap(history -> history.leftAt(Timeline.FIRST)).orElseThrow();
        List<Path> kept = entries(folder.resolve("a.discarded"));
        assertThat(kept).hasSize(1);
        assertThat(Files.readString(kept.getFirst().resolve("range.txt")))
                .contains("bytes from " + new WalPosition(Timeline.FIRST, fork) + " to ")
                .contains("discarded by pg_rewind from b at 20");
        Program.Result dump = Program.of(List.of(
                        programs.resolve("pg_waldump").toString(),
                        "--path=" + kept.getFirst(),
                        "--timeline=1",
                        "--start=" + fork,
                        "--limit=20",
                        "--rmgr=Heap"))
                .run();
        assertThat(dump.output()).contains("INSERT");
    }

    private void itStreamsPastTheFork() throws SQLException {
        run(settingsOfB, "ALTER DATABASE postgres RESET ALL");
        run(settingsOfB, "ALTER ROLE postgres PASSWORD '" + ServerSettings.CANARY.replace("'", "''") + "'");
        done(a.start(new StartAs.Standby(Optional.of(to(settingsOfB)))));
        await(
                a,
                running -> running.replicationState().equals(Optional.of("streaming"))
                        && running.timeline().number() == 2);
        run(settingsOfA, "SELECT count(*) FROM kept");
    }

    private PostgresSettings restoring(PostgresSettings settings) {
        var parameters = new LinkedHashMap<>(settings.parameters());
        parameters.put("restore_command", "cp %s/%%f %%p".formatted(archive));
        return settings.withParameters(parameters);
    }

    /** The real program, which kills itself in the middle as long as a file says so. */
    private String fragileRewind() throws IOException {
        Path script = folder.resolve("pg_rewind");
        String text = """
                #!/bin/sh
                case "$*" in *--dry-run*) exec %1$s/pg_rewind "$@" ;; esac
                if [ -e %2$s/rewind_dies ]; then
                    rm %2$s/a/base/1/1259
                    kill -9 $$
                fi
                exec %1$s/pg_rewind "$@"
                """.formatted(programs, folder);
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private List<String> pending() {
        Path status = settingsOfA.dataDir().resolve("pg_wal").resolve("archive_status");
        return Stream.of(requireNonNull(status.toFile().list()))
                .filter(name -> name.matches("[0-9A-F]{24}\\.ready"))
                .map(name -> name.substring(0, name.indexOf('.')))
                .toList();
    }

    private static List<Path> segments(Path log) throws IOException {
        return entries(log).stream()
                .filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                .toList();
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static long child(Postgres server, String title) throws IOException {
        for (ProcessHandle child : ProcessHandle.of(server.process().pid().orElseThrow())
                .orElseThrow()
                .children()
                .toList()) {
            if (Files.readString(Path.of("/proc/" + child.pid() + "/cmdline")).contains(title)) {
                return child.pid();
            }
        }
        throw new AssertionError("there is no " + title);
    }

    private static void signal(long pid, String name) throws InterruptedException {
        assertThat(Program.of(List.of("kill", "-" + name, Long.toString(pid)))
                        .run()
                        .succeeded())
                .isTrue();
    }

    private void end() {
        for (Postgres server : List.of(a, b, stranger)) {
            server.process().signal(Signal.KILL);
            server.close();
        }
    }

    private static void isNotReady(Outcome outcome, String reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotReady.class,
                        notReady -> assertThat(notReady.reason()).contains(reason));
    }

    private static BootstrapPlan initdb(ProgramOption... more) {
        var options = new ArrayList<>(List.of(more));
        options.add(new ProgramOption("auth-local", Optional.of("trust")));
        options.add(new ProgramOption("auth-host", Optional.of("scram-sha-256")));
        return new BootstrapPlan(new BootstrapPlan.Initdb(options), List.of(), Optional.empty());
    }

    private static ClonePlan basebackup() {
        var options = List.of(new ProgramOption("checkpoint", Optional.of("fast")));
        return new ClonePlan(List.of(new ClonePlan.Basebackup(options)), false);
    }

    private static Upstream to(PostgresSettings server) {
        return new Upstream(server.memberName(), "127.0.0.1", server.listen().port(), Optional.empty());
    }

    private static void run(PostgresSettings server, String text) throws SQLException {
        try (var session = Sessions.local(server, Optional.empty());
                var statement = session.createStatement()) {
            statement.execute("SET search_path = public");
            statement.execute(text);
        }
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }
}

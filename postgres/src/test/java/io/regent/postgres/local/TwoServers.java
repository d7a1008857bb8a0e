package io.regent.postgres.local;

import static io.regent.postgres.local.Watching.await;
import static io.regent.postgres.local.Watching.until;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.CommitLevel;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.Outcome;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopMode;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.Upstream;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.wal.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The life of two real servers, in one process that may not run as root. Started by {@code LocalPostgresServerTest}. */
final class TwoServers {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final PostgresSettings settingsOfA;
    private final PostgresSettings settingsOfB;
    private final Postgres a;
    private final Postgres b;

    private TwoServers(Path folder, Path programs) throws IOException {
        this.folder = folder;
        this.settingsOfA = ServerSettings.of(folder, "a", programs);
        this.settingsOfB = ServerSettings.of(folder, "b", programs);
        this.a = LocalPostgres.of(settingsOfA);
        this.b = LocalPostgres.of(settingsOfB);
    }

    /** Arguments: an empty folder that the process owns, and the directory of PostgreSQL's programs. */
    public static void main(String[] arguments) throws Exception {
        var servers = new TwoServers(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            servers.live();
            System.out.println("ALL IS WELL");
        } finally {
            servers.end();
        }
    }

    private void live() throws Exception {
        said("bootstrap");
        makeAPrimary();
        said("clone");
        cloneAStandby();
        said("synchronous commits");
        waitForTheStandby();
        StartingServers.areKnownFor(settingsOfA, settingsOfB);
        PresentServers.tellTheirPositions(a, b, settingsOfA);
        said("settings");
        changeSettings();
        startWithWhatTheControlFileSays();
        said("replay");
        resumeReplayThatPostgresStopped();
        said("switch over");
        switchOverWithoutRewind();
        said("rewind");
        rewindAfterDivergence();
        said("twins");
        twoTimelinesOfTheSameNumber();
        said("slots");
        keepSlots();
        said("crash");
        crashAndRecover();
        said("secrets");
        nothingShowsThePassword();
    }

    private void makeAPrimary() throws Exception {
        assertThat(a.observe()).isInstanceOf(PostgresState.NoData.class);
        assertThat(a.bootstrap(initdb(option("pgdata", "/x")))).isInstanceOf(Outcome.Failed.class);

        done(a.bootstrap(initdb(new ProgramOption("data-checksums", Optional.empty()), option("auth-local", "trust"))));

        ServerFacts facts = await(a, running -> running.role() == Role.PRIMARY);
        assertThat(facts.pendingRestart()).isEmpty();
        assertThat(facts.position().lsn()).isNotEqualTo(Lsn.NONE);
        assertThat(settingsOfA.dataDir().resolve("postgresql.base.conf")).exists();
        done(a.checkpoint());
        long postmaster = a.process().pid().orElseThrow();
        assertThat(session(postmaster))
                .isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    private static BootstrapPlan initdb(ProgramOption... options) {
        return new BootstrapPlan(new BootstrapPlan.Initdb(List.of(options)), List.of(), Optional.empty());
    }

    private static String session(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[3];
    }

    private void cloneAStandby() {
        done(a.slots().keep(SlotPlan.physical(Map.of("b", Lsn.NONE)), List.of()));
        done(b.cloneFrom(Optional.of(to(settingsOfA, "b")), basebackup(false)));
        done(b.start(new StartAs.Standby(Optional.of(to(settingsOfA, "b")))));

        ServerFacts facts = await(b, running -> running.replicationState().equals(Optional.of("streaming")));
        assertThat(facts.upstream()
                        .map(upstream -> upstream.addresses().getFirst().port()))
                .contains(settingsOfA.listen().port());
        await(
                a,
                running -> running.senders().stream()
                        .anyMatch(sender -> sender.applicationName().equals("b")));
    }

    /** Neither an agent that starts anew nor a value set by hand changes whom commits wait for (LES-093). */
    private void waitForTheStandby() throws SQLException {
        SyncNames names = SyncNames.allOf(List.of("b"));
        done(a.commitsWaitFor(Optional.of(names)));
        ServerFacts facts = await(
                a,
                running -> running.senders().stream()
                        .anyMatch(sender -> sender.syncState().equals("sync")));
        assertThat(facts.sync()).isEqualTo(new SyncFacts(names, true, CommitLevel.FLUSHED));

        try (var heir = LocalPostgres.of(settingsOfA)) {
            assertThat(await(heir, running -> true).sync()).isEqualTo(facts.sync());
            done(heir.reload(settingsOfA));
            assertThat(await(heir, running -> true).sync()).isEqualTo(facts.sync());
        }
        run(settingsOfA, "ALTER SYSTEM SET synchronous_standby_names = 'by_hand'");
        done(a.commitsWaitFor(Optional.of(names)));
        assertThat(await(a, running -> true).sync()).isEqualTo(facts.sync());

        done(a.commitsWaitFor(Optional.of(SyncNames.allOf(List.of("nobody")))));
        run(settingsOfA, "CREATE TABLE that_the_agent_makes ()");
        done(a.slots().keep(SlotPlan.physical(Map.of("b", Lsn.NONE)), List.of()));
        done(a.checkpoint());
        done(a.commitsWaitFor(Optional.empty()));
        assertThat(await(a, running -> true).sync()).isEqualTo(SyncFacts.NONE);
    }

    private void changeSettings() {
        var parameters = new LinkedHashMap<>(settingsOfB.parameters());
        parameters.put("max_connections", "50");
        parameters.put("work_mem", "7MB");
        parameters.put("shared_buffers", "24MB");
        parameters.put("nosuch_parameter", 1);
        done(b.reload(settingsOfB.withParameters(parameters)));
        ServerFacts facts = await(b, running -> running.pendingRestart().size() == 2);
        assertThat(facts.pendingRestart())
                .extracting(change -> change.parameter() + " " + change.newValue())
                .containsExactlyInAnyOrder("max_connections 50", "shared_buffers 24MB");
        done(b.follow(Optional.empty()));
        ServerFacts alone = await(b, running -> running.upstream().isEmpty());
        done(b.follow(Optional.of(to(settingsOfA, "b"))));
        if (facts.version() >= 130000) {
            assertThat(alone.postmasterStart()).isEqualTo(facts.postmasterStart());
        }
        done(b.reload(settingsOfB));
        await(
                b,
                running -> running.pendingRestart().isEmpty()
                        && running.replicationState().equals(Optional.of("streaming")));
    }

    /** What somebody paused by hand stays paused; what a parameter stopped ends the server, which then starts with more (D-180). */
    private void resumeReplayThatPostgresStopped() throws SQLException {
        run(settingsOfB, "SELECT pg_wal_replay_pause()");
        done(b.resumeReplay());
        await(b, running -> running.replay().orElseThrow().paused());
        run(settingsOfB, "SELECT pg_wal_replay_resume()");

        done(a.reload(withMoreConnections(settingsOfA)));
        done(a.restart(new StartAs.Primary()));
        if (await(b, running -> true).version() >= 140000) {
            await(b, running -> running.replay().orElseThrow().paused());
            done(b.resumeReplay());
        }
        until(() -> !b.process().isAlive() && !b.process().backendsAlive());
        done(b.reload(withMoreConnections(settingsOfB)));
        done(b.start(new StartAs.Standby(Optional.of(to(settingsOfA, "b")))));
        await(b, running -> running.replicationState().equals(Optional.of("streaming")));
    }

    private static PostgresSettings withMoreConnections(PostgresSettings settings) {
        var parameters = new LinkedHashMap<>(settings.parameters());
        parameters.put("max_connections", 120);
        return settings.withParameters(parameters);
    }

    /** The primary still has a hundred connections, so that a standby with fifty would not start. */
    private void startWithWhatTheControlFileSays() {
        var parameters = new LinkedHashMap<>(settingsOfB.parameters());
        parameters.put("max_connections", "50");
        done(b.reload(settingsOfB.withParameters(parameters)));
        done(b.restart(new StartAs.Standby(Optional.of(to(settingsOfA, "b")))));
        ServerFacts facts = await(b, running -> !running.pendingRestart().isEmpty());
        assertThat(facts.pendingRestart()).containsExactly(new PendingRestart("max_connections", "100", "50"));
        done(b.reload(settingsOfB));
        await(b, running -> running.pendingRestart().isEmpty());
    }

    private void switchOverWithoutRewind() {
        var told = new ArrayList<ShutdownCheckpoint>();
        done(a.stop(StopMode.FAST, LIMIT, told::add));
        assertThat(told).hasSize(1);
        assertThat(a.shutdownCheckpoint()).contains(told.getFirst());
        await(
                b,
                running -> !running.position().lsn().equals(Lsn.NONE)
                        && !told.getFirst().end().isAfter(running.position().lsn()));

        done(b.promote(LIMIT));
        assertThat(a.examineDivergence(to(settingsOfB, "a")))
                .isInstanceOfAny(Divergence.NotKnown.class, Divergence.Follows.class);
        done(b.checkpoint());
        await(b, running -> running.timeline().number() == 2);
        assertThat(b.history().flatMap(history -> history.leftAt(told.getFirst().timeline())))
                .contains(told.getFirst().end());

        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isEqualTo(new Divergence.Follows());
        done(b.slots().keep(SlotPlan.physical(Map.of("a", Lsn.NONE)), List.of()));
        done(a.start(new StartAs.Standby(Optional.of(to(settingsOfB, "a")))));
        await(
                a,
                running -> running.replicationState().equals(Optional.of("streaming"))
                        && running.timeline().number() == 2);
        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isEqualTo(new Divergence.Follows());
    }

    private void rewindAfterDivergence() throws SQLException {
        done(a.promote(LIMIT));
        run(settingsOfA, "CREATE TABLE lost AS SELECT generate_series(1, 1000)");
        run(settingsOfB, "CREATE TABLE kept AS SELECT generate_series(1, 1000)");
        done(b.checkpoint());
        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isInstanceOf(Divergence.NotKnown.class);
        a.process().signal(Signal.KILL);
        until(() -> !a.process().backendsAlive());
        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isInstanceOf(Divergence.Diverged.class);

        done(a.rewind(to(settingsOfB, "a"), List.of("--no-sync")));
        assertThat(a.observe()).isInstanceOf(PostgresState.Stopped.class);
        done(a.start(new StartAs.Standby(Optional.of(to(settingsOfB, "a")))));
        await(a, running -> running.replicationState().equals(Optional.of("streaming")));
        run(settingsOfA, "SELECT count(*) FROM kept");
    }

    /** Both are promoted at the same position, and neither hears of the other (LES-023). */
    private void twoTimelinesOfTheSameNumber() throws SQLException {
        var told = new ArrayList<ShutdownCheckpoint>();
        done(b.stop(StopMode.FAST, LIMIT, told::add));
        await(a, running -> !told.getFirst().end().isAfter(running.position().lsn()));
        done(a.promote(LIMIT));
        done(b.start(new StartAs.Standby(Optional.empty())));
        done(b.promote(LIMIT));
        done(a.checkpoint());
        done(b.checkpoint());
        await(a, running -> running.timeline().number() == 3);
        await(b, running -> running.timeline().number() == 3);
        assertThat(a.history()).isPresent().isEqualTo(b.history());

        run(settingsOfB, "CREATE TABLE more AS SELECT generate_series(1, 10000)");
        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isInstanceOf(Divergence.Irreconcilable.class);
        done(a.start(new StartAs.Standby(Optional.empty())));
        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isInstanceOf(Divergence.Irreconcilable.class);

        done(a.stop(StopMode.FAST, LIMIT, checkpoint -> {}));
        done(a.cloneFrom(Optional.of(to(settingsOfB, "a")), basebackup(true)));
        done(a.start(new StartAs.Standby(Optional.of(to(settingsOfB, "a")))));
        await(a, running -> running.replicationState().equals(Optional.of("streaming")));
        assertThat(a.examineDivergence(to(settingsOfB, "a"))).isEqualTo(new Divergence.Follows());
    }

    private void keepSlots() {
        done(b.slots().keep(SlotPlan.physical(Map.of("a", Lsn.NONE, "c", Lsn.NONE)), List.of()));
        until(() -> slots(b).contains("c"));
        done(b.slots().keep(SlotPlan.physical(Map.of()), List.of()));
        until(() -> slots(b).equals(List.of("a")));
    }

    private static List<String> slots(Postgres server) {
        return await(server, running -> true).slots().stream()
                .map(ReplicationSlot::name)
                .toList();
    }

    private void crashAndRecover() throws Exception {
        assertThat(b.process().isAlive()).isTrue();
        assertThat(b.process().backendsAlive()).isTrue();
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Path status = settingsOfB.dataDir().resolve("pg_wal").resolve("archive_status");
        run(settingsOfB, "SELECT pg_switch_wal()");
        run(settingsOfB, "CREATE TABLE in_the_next_segment ()");
        until(() -> !ready(status).isEmpty());
        b.process().signal(Signal.KILL);
        until(() -> !b.process().isAlive() && !b.process().backendsAlive());
        Files.writeString(settingsOfB.dataDir().resolve("standby.signal"), "");
        List<String> pending = ready(status);
        Files.createFile(folder.resolve("archive_is_open"));

        assertThat(b.observe())
                .isInstanceOfSatisfying(
                        PostgresState.Stopped.class,
                        stopped ->
                                assertThat(stopped.control().isUncleanPrimary()).isTrue());
        done(b.recoverInSingleUserMode());
        assertThat(pending).allMatch(name -> Files.exists(archive.resolve(name.replace(".ready", ""))));
        assertThat(settingsOfB.dataDir().resolve("standby.signal")).doesNotExist();
        assertThat(b.control().map(ControlData::state)).contains(ControlData.State.SHUT_DOWN);
    }

    private static List<String> ready(Path status) {
        return List.of(requireNonNull(status.toFile().list((folder, name) -> name.endsWith(".ready"))));
    }

    private void nothingShowsThePassword() throws IOException {
        for (Path log : List.of(settingsOfA.serverLog(), settingsOfB.serverLog())) {
            assertThat(Files.readString(log))
                    .contains("CREATE TABLE")
                    .doesNotContain("canary")
                    .doesNotContain("SCRAM-SHA");
        }
    }

    private void end() {
        for (Postgres server : List.of(a, b)) {
            server.process().signal(Signal.KILL);
            server.close();
        }
    }

    private static ProgramOption option(String name, String value) {
        return new ProgramOption(name, Optional.of(value));
    }

    private static Upstream to(PostgresSettings server, String slot) {
        return new Upstream(server.memberName(), "127.0.0.1", server.listen().port(), Optional.of(slot));
    }

    private static void run(PostgresSettings server, String text) throws SQLException {
        try (var session = Sessions.local(server, Optional.empty());
                var statement = session.createStatement()) {
            statement.execute("SET search_path = public");
            statement.execute(text);
        }
    }

    private static ClonePlan basebackup(boolean replaces) {
        var options = List.of(new ProgramOption("checkpoint", Optional.of("fast")));
        return new ClonePlan(List.of(new ClonePlan.Basebackup(options)), replaces);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }

    private static void said(String chapter) {
        System.out.println("chapter: " + chapter);
    }
}

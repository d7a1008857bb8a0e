package io.regent.agent;

import io.regent.agent.callback.Callbacks;
import io.regent.agent.clock.Clocks;
import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.configuration.RestApiConfiguration;
import io.regent.agent.configuration.ServerConfiguration;
import io.regent.agent.cycle.FailsafeVoter;
import io.regent.agent.cycle.HaCycle;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.fence.FenceTimer;
import io.regent.agent.fence.Supervision;
import io.regent.agent.fence.Supervisor;
import io.regent.agent.journal.DecisionJournal;
import io.regent.agent.journal.DecisionLog;
import io.regent.agent.journal.JournalPlace;
import io.regent.agent.journal.Journals;
import io.regent.agent.member.PresentStatus;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.member.StatusBoard;
import io.regent.agent.observation.ConnectionProbe;
import io.regent.agent.observation.DiskProbe;
import io.regent.agent.observation.PostmasterWatch;
import io.regent.agent.observation.Probes;
import io.regent.agent.observation.WorldObserver;
import io.regent.agent.operation.ChangeBell;
import io.regent.agent.operation.NodeOperations;
import io.regent.agent.performance.BackgroundSlot;
import io.regent.agent.performance.FailsafePoll;
import io.regent.agent.performance.Leadership;
import io.regent.agent.performance.Node;
import io.regent.agent.performance.PeerPoll;
import io.regent.agent.performance.ServerReload;
import io.regent.agent.performance.WorldPerformer;
import io.regent.agent.waiting.Pacemaker;
import io.regent.agent.waiting.PatientStore;
import io.regent.dcs.DcsStore;
import io.regent.postgres.Postgres;
import io.regent.postgres.ServerProcess;
import io.regent.postgres.local.LocalPostgres;
import io.regent.restapi.server.RestApiServer;
import io.regent.settings.AgentSettings;
import io.regent.settings.LeaseTiming;
import io.regent.watchdog.linux.LinuxWatchdog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds everything, once, runs the loop, and closes everything in reverse order. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Node node;
    private final PatientStore store;
    private final DynamicConfigFile dynamicFile;
    private final Optional<Path> journalFile;
    private final MemberClients members;
    private final AtomicReference<Runnable> hangup = new AtomicReference<>(() -> {});

    private Daemon(Node node, PatientStore store, DynamicConfigFile dynamicFile, Optional<Path> journalFile) {
        this.node = node;
        this.store = store;
        this.dynamicFile = dynamicFile;
        this.journalFile = journalFile;
        this.members = new MemberClients(node.settings());
    }

    /**
     * Runs until the agent is told to stop, or cannot go on.
     *
     * @return the exit code
     * @throws CannotStart when something forbids to start; nothing was touched then
     */
    static int run(Optional<Path> source, Map<String, String> environment, AgentSettings file) {
        var dynamicFile = new DynamicConfigFile(file.postgresql().dataDir());
        var settings = LiveSettings.atStart(source, environment, file, dynamicFile.load());
        List<String> faults = StartUpChecks.faults(settings, Optional.ofNullable(environment.get("PATH")));
        if (!faults.isEmpty()) {
            throw new CannotStart(String.join("\nregent: ", faults));
        }
        Clocks clocks = Clocks.system();
        var pacemaker = new Pacemaker(clocks.monotonic());
        try (PatientStore store = patient(Backends.open(file), settings, clocks);
                Postgres postgres = LocalPostgres.of(ServerConfiguration.of(settings));
                var slot = new BackgroundSlot(clocks.monotonic(), pacemaker::wake)) {
            var voter = new FailsafeVoter(clocks.monotonic(), file.name());
            var node = new Node(settings, store, voter, postgres, slot, new RequestInbox(), pacemaker, clocks);
            return new Daemon(node, store, dynamicFile, JournalPlace.of(file, environment)).run();
        }
    }

    private static PatientStore patient(DcsStore store, LiveSettings settings, Clocks clocks) {
        LeaseTiming timing = settings.cluster().timing();
        return new PatientStore(
                store, clocks.monotonic(), () -> settings.cluster().timing().loopWait(), timing.retryTimeout());
    }

    /** The signals come first: a SIGHUP in the first millisecond ends nobody, and a SIGTERM is heard at any time (LES-050). */
    private int run() {
        Signals.on("HUP", () -> hangup.get().run());
        Signals.on("TERM", this::stop);
        Signals.on("INT", this::stop);
        return switch (new Arrival(node, members::isAlive).await()) {
            case LEAVE -> 0;
            case COME_IN -> serve();
        };
    }

    private int serve() {
        var board = new StatusBoard(
                node.settings(), node.requests(), node.clocks().monotonic().nanos());
        try (var fence = new FenceTimer(node.clocks().monotonic(), node.postgres()::process, () -> {
            board.notLeading();
            node.pacemaker().wake();
        })) {
            fence.start();
            Supervision supervisor = supervisor();
            var lease = new LeaseHolder(
                    node.store(),
                    node.clocks().monotonic(),
                    node.settings().file().name());
            int code = serve(
                    board,
                    new Leadership(
                            lease,
                            fence,
                            supervisor,
                            watchdog(),
                            board,
                            node.clocks().monotonic(),
                            store::consented),
                    new PeerPoll(members::current));
            supervisor.dismiss();
            return code;
        }
    }

    /** An agent that has none goes on without it, and says so. */
    private Supervision supervisor() {
        AgentSettings file = node.settings().file();
        if (!file.regent().supervisor()) {
            LOG.warn("regent.supervisor is off: PostgreSQL goes on as a primary if this agent dies");
            return Supervision.NONE;
        }
        try {
            Supervisor supervisor = Supervisor.of(
                    node.clocks().monotonic(),
                    node.postgres()::process,
                    file.postgresql().dataDir(),
                    file.postgresql().binNames().getOrDefault("postgres", "postgres"),
                    file.regent().runtimeDirectory());
            supervisor.start();
            return supervisor;
        } catch (IOException e) {
            LOG.warn(Supervisor.unavailable(e));
            return Supervision.NONE;
        }
    }

    private WatchdogGuard watchdog() {
        ServerProcess server = node.postgres().process();
        return new WatchdogGuard(
                LinuxWatchdog.ofThisMachine(),
                node.settings()::watchdog,
                () -> !server.isAlive() && server.backendsAlive(),
                node.clocks().monotonic());
    }

    private int serve(StatusBoard board, Leadership leadership, PeerPoll peers) {
        var changes = new ChangeBell();
        var callbacks = new Callbacks(node.settings());
        var server = new ServerReload(node.settings(), node.postgres(), callbacks::reloaded);
        var reloader = new Reloader(node, server);
        var operations = new NodeOperations(
                node, leadership, board, changes, peers, () -> hangup.get().run());
        try (callbacks;
                var journal = new DecisionJournal(journalFile);
                var probes = probes();
                var api = RestApiServer.start(
                        RestApiConfiguration.of(node.settings()),
                        new PresentStatus(board, node.postgres()::presentFacts, node.postgres()::progress),
                        journal,
                        operations,
                        node.clocks().monotonic(),
                        node.clocks().wall())) {
            hangup.set(() -> reloader.reload(api));
            watch(changes, new Interest(leadership::isHeld));
            var cycle = new HaCycle(
                    new WorldObserver(node, leadership, probes::vitals),
                    new WorldPerformer(node, leadership, board, peers, failsafe(), server, dynamicFile, callbacks),
                    new Journals(List.of(new DecisionLog(), journal)));
            return new Loop(cycle, node.pacemaker(), node.clocks().monotonic(), node.settings()).run(reloader::apply);
        }
    }

    private FailsafePoll failsafe() {
        return new FailsafePoll(node.settings(), node.clocks().monotonic(), members::current);
    }

    private Probes probes() {
        return new Probes(
                new DiskProbe(
                        () -> node.settings().file().postgresql().dataDir(),
                        node.clocks().monotonic()),
                new ConnectionProbe(node.postgres()::answersNewSessions),
                new PostmasterWatch(node.postgres().process(), node.pacemaker()::wake));
    }

    private void watch(ChangeBell changes, Interest interest) {
        node.store().onChange(key -> {
            changes.ring();
            if (interest.wakesTheLoop(key)) {
                node.pacemaker().wake();
            }
        });
    }

    private void stop() {
        LOG.info("Told to stop");
        node.requests().stop();
        node.pacemaker().wake();
    }
}

package io.regent.agent;

import io.regent.agent.clock.BootTimeClock;
import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.configuration.RestApiConfiguration;
import io.regent.agent.configuration.ServerConfiguration;
import io.regent.agent.cycle.HaCycle;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.fence.FenceTimer;
import io.regent.agent.journal.DecisionLog;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.member.StatusBoard;
import io.regent.agent.observation.WorldObserver;
import io.regent.agent.operation.ChangeBell;
import io.regent.agent.operation.NodeOperations;
import io.regent.agent.performance.BackgroundSlot;
import io.regent.agent.performance.PeerPoll;
import io.regent.agent.performance.WorldPerformer;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.DcsBackend;
import io.regent.dcs.DcsStore;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.Postgres;
import io.regent.postgres.local.LocalPostgres;
import io.regent.restapi.server.RestApiServer;
import io.regent.settings.AgentSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds everything, once, runs the loop, and closes everything in reverse order. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private Daemon() {}

    /**
     * Runs until the agent is told to stop, or cannot go on.
     *
     * @return the exit code
     * @throws CannotStart when something forbids to start; nothing was touched then
     */
    static int run(Optional<Path> source, Map<String, String> environment, AgentSettings file) {
        var dynamicFile = new DynamicConfigFile(file.postgresql().dataDir());
        DynamicConfig known = dynamicFile.load().orElse(file.bootstrap().dcs());
        var settings = new LiveSettings(source, environment, file, known);
        List<String> faults = StartUpChecks.faults(settings, Optional.ofNullable(environment.get("PATH")));
        if (!faults.isEmpty()) {
            throw new CannotStart(String.join("\nregent: ", faults));
        }
        MonotonicClock clock = new BootTimeClock();
        try (DcsStore store = open(file)) {
            store.deadline(settings.cluster().timing().retryTimeout());
            var members = new MemberClients(settings);
            new Arrival(store, members, settings).await();
            try (Postgres postgres = LocalPostgres.of(ServerConfiguration.of(settings))) {
                return serve(settings, dynamicFile, clock, store, postgres, members);
            }
        }
    }

    private static int serve(
            LiveSettings settings,
            DynamicConfigFile dynamicFile,
            MonotonicClock clock,
            DcsStore store,
            Postgres postgres,
            MemberClients members) {
        var pacemaker = new Pacemaker(clock);
        var changes = new ChangeBell();
        var stopping = new AtomicBoolean();
        var reloading = new AtomicBoolean();
        var requests = new RequestInbox();
        var peers = new PeerPoll(members::current);
        var board = new StatusBoard(settings, clock.nanos());
        var lease = new LeaseHolder(store, clock, settings.file().name());
        try (var fence = new FenceTimer(clock, postgres::process, () -> {
                    board.notLeading();
                    pacemaker.wake();
                });
                var slot = new BackgroundSlot(clock, pacemaker::wake)) {
            Runnable reload = () -> {
                reloading.set(true);
                pacemaker.wake();
            };
            var operations =
                    new NodeOperations(store, changes, settings, requests, slot, peers, pacemaker::wake, reload);
            try (var api = RestApiServer.start(
                    RestApiConfiguration.of(settings), board, operations, clock, InstantSource.system())) {
                var observer = new WorldObserver(
                        settings, store, postgres, lease, fence, slot, requests, clock, stopping::get);
                var performer = new WorldPerformer(
                        settings,
                        store,
                        postgres,
                        lease,
                        fence,
                        slot,
                        requests,
                        board,
                        peers,
                        clock,
                        dynamicFile,
                        () -> RestApiConfiguration.of(settings).apiUrl());
                fence.start();
                var interest = new Interest();
                store.onChange(key -> {
                    changes.ring();
                    if (interest.wakesTheLoop(key)) {
                        pacemaker.wake();
                    }
                });
                Signals.on("TERM", () -> stop(stopping, pacemaker));
                Signals.on("INT", () -> stop(stopping, pacemaker));
                Signals.on("HUP", reload);
                var reloader = new Reloader(settings, store, postgres, slot, api);
                var loop = new Loop(new HaCycle(observer, performer, new DecisionLog()), pacemaker, clock, settings);
                return loop.run(() -> reloader.apply(reloading.getAndSet(false)));
            }
        }
    }

    private static void stop(AtomicBoolean stopping, Pacemaker pacemaker) {
        LOG.info("Told to stop");
        stopping.set(true);
        pacemaker.wake();
    }

    private static DcsStore open(AgentSettings file) {
        List<DcsBackend> backends = ServiceLoader.load(DcsBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return backends.stream()
                .filter(backend -> backend.section().equals(file.dcs().name()))
                .findFirst()
                .orElseThrow(() -> new CannotStart("%s: this store is not supported yet, it must be one of %s"
                        .formatted(
                                file.dcs().name(),
                                backends.stream()
                                        .map(DcsBackend::section)
                                        .sorted()
                                        .toList())))
                .open(file.dcs().settings(), file.path());
    }
}

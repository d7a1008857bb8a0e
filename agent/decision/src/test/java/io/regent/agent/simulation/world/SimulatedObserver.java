package io.regent.agent.simulation.world;

import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.Observer;
import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.decision.Answers;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Routine;
import io.regent.agent.simulation.server.ServerObservation;
import io.regent.dcs.Cluster;
import io.regent.dcs.DcsStore;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.Versioned;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.SlotName;
import java.time.Duration;
import java.util.Optional;

/** Looks at the simulated world once. The server and the store are asked in any order. */
final class SimulatedObserver implements Observer {

    private final Node node;
    private final Agent agent;
    private final DcsStore store;
    private final LeaseHolder lease;
    private final WatchdogGuard watchdog;
    private final BackgroundSlot slot;
    private final Chance chance;
    private final Probes probes;
    private Cluster lastSeen = Cluster.EMPTY;
    private DynamicConfig config;
    private Settings settings;
    private Optional<Role> lastKnown = Optional.empty();

    SimulatedObserver(
            Node node,
            Agent agent,
            DcsStore store,
            LeaseHolder lease,
            WatchdogGuard watchdog,
            BackgroundSlot slot,
            Chance chance) {
        this.node = node;
        this.agent = agent;
        this.store = store;
        this.lease = lease;
        this.watchdog = watchdog;
        this.slot = slot;
        this.chance = chance;
        this.config = agent.firstConfig();
        this.settings = node.settings(config);
        this.probes = new Probes(node);
    }

    @Override
    public View observe(Memory memory) {
        BackgroundWork work = slot.look();
        boolean serverFirst = chance.oneIn(2);
        Optional<PostgresState> early = serverFirst ? Optional.of(server()) : Optional.empty();
        DcsView dcs = store();
        PostgresState postgres = early.orElseGet(this::server);
        return new View(
                node.clock().nanos(),
                node.clock().wall(),
                node.name(),
                settings(),
                dcs,
                lease(dcs),
                postgres,
                work,
                watchdog.state(),
                Answers.NONE,
                agent.failsafe().notice(),
                probes.look(),
                agent.request(),
                agent.isStopping(),
                memory);
    }

    /** The settings of the cluster as this agent last saw them. */
    Settings settings() {
        return settings;
    }

    /** The document that the settings came from. */
    DynamicConfig config() {
        return config;
    }

    /** Another look at the server. */
    PostgresState server() {
        Routine.sleep(node.server().isHung() ? Duration.ofSeconds(5) : chance.millis(1, 30));
        PostgresState seen = ServerObservation.of(
                node.server(), lastKnown, SlotName.of(node.name().value()));
        if (seen instanceof PostgresState.Running(var facts)) {
            lastKnown = Optional.of(facts.role());
        }
        return seen;
    }

    private DcsView store() {
        DcsView seen = read();
        agent.failsafe().saw(seen, settings());
        return seen;
    }

    private DcsView read() {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> {
                lastSeen = cluster;
                cluster.config().map(Versioned::value).ifPresent(this::use);
                yield new DcsView.Seen(cluster);
            }
            case ReadAnswer.Unreachable(String cause) -> new DcsView.Silent(cause, lastSeen);
        };
    }

    private void use(DynamicConfig found) {
        if (!found.equals(config)) {
            config = found;
            settings = node.settings(found);
        }
    }

    private Lease lease(DcsView dcs) {
        if (dcs instanceof DcsView.Silent(String cause, Cluster _)) {
            return new Lease.Unanswered(cause);
        }
        if (dcs.cluster().isLedBy(node.name())) {
            return new Lease.Claimed();
        }
        if (dcs.cluster().leader().isEmpty()) {
            lease.vacant();
            return new Lease.Vacant();
        }
        lease.forget();
        return new Lease.Theirs(dcs.cluster().leader().orElseThrow());
    }
}

package io.regent.agent.observation;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.Observer;
import io.regent.agent.decision.Answers;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.View;
import io.regent.agent.decision.Vitals;
import io.regent.agent.performance.Leadership;
import io.regent.agent.performance.Node;
import io.regent.agent.waiting.Bounded;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.ReadAnswer;
import io.regent.postgres.PostgresState;
import java.util.function.Function;

/** The view of the real world with which a cycle begins. */
public final class WorldObserver implements Observer {

    private final Node node;
    private final Leadership leadership;
    private final ServerWatcher server;
    private final Function<PostgresState, Vitals> vitals;
    private Cluster lastSeen = Cluster.EMPTY;

    /**
     * @param vitals how the server and its disk are, given what was seen of it
     */
    public WorldObserver(Node node, Leadership leadership, Function<PostgresState, Vitals> vitals) {
        this.node = node;
        this.leadership = leadership;
        this.vitals = vitals;
        this.server = new ServerWatcher(node.postgres());
    }

    /**
     * Asks the store and the server at the same time, so that both together take {@code retry_timeout} at most. The work
     * comes first: what it has done before it ended shows in what the server says afterwards, never the other way round.
     */
    @Override
    public View observe(Memory memory) {
        LiveSettings settings = node.settings();
        MonotonicClock clock = node.clocks().monotonic();
        long began = clock.nanos();
        Deadline limit = Deadline.after(began, settings.cluster().timing().retryTimeout());
        BackgroundWork work = node.slot().look();
        Bounded<ServerWatcher.Sight> look = server.look();
        DcsView dcs = read();
        PostgresState postgres = server.answer(look, limit.leftAt(clock.nanos()));
        var view = new View(
                began,
                node.clocks().timeOfDay(),
                settings.file().name(),
                settings.forDecision(),
                dcs,
                lease(dcs),
                postgres,
                work,
                leadership.watchdog(),
                Answers.NONE,
                node.voter().notice(),
                vitals.apply(postgres),
                node.requests().waiting(),
                node.requests().isStopping(),
                memory);
        leadership.relax(view);
        return view;
    }

    private DcsView read() {
        return switch (node.store().read()) {
            case ReadAnswer.Seen(Cluster cluster) -> {
                lastSeen = cluster;
                node.voter()
                        .saw(
                                cluster.leader(),
                                node.settings().cluster().timing().ttl());
                node.settings().adopt(cluster.config());
                yield new DcsView.Seen(cluster);
            }
            case ReadAnswer.Unreachable(String cause) -> {
                node.voter().sawNothing();
                yield new DcsView.Silent(cause, lastSeen);
            }
        };
    }

    private Lease lease(DcsView dcs) {
        MemberName me = node.settings().file().name();
        return switch (dcs) {
            case DcsView.Silent(String cause, Cluster _) -> new Lease.Unanswered(cause);
            case DcsView.Seen(Cluster cluster) when cluster.isLedBy(me) -> new Lease.Claimed();
            case DcsView.Seen(Cluster cluster)
            when cluster.leader().isEmpty() -> {
                leadership.vacant();
                yield new Lease.Vacant();
            }
            case DcsView.Seen(Cluster cluster) -> {
                leadership.forget();
                yield new Lease.Theirs(cluster.leader().orElseThrow());
            }
        };
    }
}

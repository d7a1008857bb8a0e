package io.regent.agent.observation;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.Fence;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.Observer;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Claim;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.Peers;
import io.regent.agent.decision.View;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.performance.BackgroundSlot;
import io.regent.agent.waiting.Bounded;
import io.regent.dcs.Cluster;
import io.regent.dcs.DcsStore;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.ReadAnswer;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The view of the real world with which a cycle begins. */
public final class WorldObserver implements Observer {

    private final LiveSettings settings;
    private final DcsStore store;
    private final ServerWatcher server;
    private final LeaseHolder lease;
    private final Fence fence;
    private final BackgroundSlot slot;
    private final RequestInbox requests;
    private final MonotonicClock clock;
    private final BooleanSupplier stopping;
    private Cluster lastSeen = Cluster.EMPTY;

    public WorldObserver(
            LiveSettings settings,
            DcsStore store,
            Postgres postgres,
            LeaseHolder lease,
            Fence fence,
            BackgroundSlot slot,
            RequestInbox requests,
            MonotonicClock clock,
            BooleanSupplier stopping) {
        this.settings = settings;
        this.store = store;
        this.server = new ServerWatcher(postgres);
        this.lease = lease;
        this.fence = fence;
        this.slot = slot;
        this.requests = requests;
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public View observe(Memory memory) {
        Duration limit = settings.cluster().timing().retryTimeout();
        Bounded<PostgresState> look = server.look();
        DcsView dcs = read();
        PostgresState postgres = server.answer(look, limit);
        BackgroundWork work = slot.look();
        var view = new View(
                clock.nanos(),
                OffsetDateTime.now(ZoneId.systemDefault()),
                settings.file().name(),
                settings.forDecision(),
                dcs,
                lease(dcs),
                postgres,
                work,
                new Peers.NotAsked(),
                Optional.empty(),
                Claim.NOT_MADE,
                requests.waiting(),
                stopping.getAsBoolean(),
                memory);
        disarmUnlessPrimary(view);
        return view;
    }

    private DcsView read() {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> {
                lastSeen = cluster;
                settings.adopt(cluster.config());
                yield new DcsView.Seen(cluster);
            }
            case ReadAnswer.Unreachable(String cause) -> new DcsView.Silent(cause, lastSeen);
        };
    }

    private Lease lease(DcsView dcs) {
        MemberName me = settings.file().name();
        return switch (dcs) {
            case DcsView.Silent(String cause, Cluster _) -> new Lease.Unanswered(cause);
            case DcsView.Seen(Cluster cluster) when cluster.isLedBy(me) -> new Lease.Claimed();
            case DcsView.Seen(Cluster cluster) -> {
                lease.forget();
                yield cluster.leader().<Lease>map(Lease.Theirs::new).orElseGet(Lease.Vacant::new);
            }
        };
    }

    /** A server that is no primary and is not becoming one needs no fence, and neither does one that an operator runs. */
    private void disarmUnlessPrimary(View view) {
        boolean becoming = view.work() instanceof BackgroundWork.Running running
                && running.task().mayLeaveAPrimary();
        boolean couldWrite = view.isPrimary() || becoming || view.postgres() instanceof PostgresState.Starting;
        if (view.paused() || !couldWrite) {
            fence.disarm();
        }
    }
}

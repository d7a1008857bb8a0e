package io.regent.agent.cycle;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.View;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The third line of fencing: when the watchdog is fed, and when it may rest (DESIGN.md, safety rule 3; HA-179, HA-181). It is fed
 * by whoever has just had the lease confirmed, and by nothing else.
 *
 * <p>The loop's thread calls; {@link #state()} and {@link #serverIsDown()} may be called by any thread.
 */
public final class WatchdogGuard {

    /** A device counts whole seconds. */
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final Watchdog device;
    private final Supplier<WatchdogPlan> plan;
    private final BooleanSupplier orphansLive;
    private final MonotonicClock clock;
    private volatile Optional<Refusal> refusal = Optional.empty();
    private Deadline firesAt = new Deadline(Long.MIN_VALUE / 2);

    private record Refusal(WatchdogPlan plan, WatchdogState state, Deadline until) {}

    /**
     * @param plan with the settings of the moment
     * @param orphansLive whether backends live whose postmaster is gone: they might still commit (LES-042)
     */
    public WatchdogGuard(
            Watchdog device, Supplier<WatchdogPlan> plan, BooleanSupplier orphansLive, MonotonicClock clock) {
        this.device = device;
        this.plan = plan;
        this.orphansLive = orphansLive;
        this.clock = clock;
    }

    /** What can be expected of it. A device that refused is believed for as long as a lease lives. */
    public WatchdogState state() {
        WatchdogPlan wanted = plan.get();
        WatchdogState state = device.state(wanted);
        return refusal.filter(last -> state instanceof WatchdogState.Ready)
                .filter(last -> last.plan().equals(wanted) && !last.until().passedAt(clock.nanos()))
                .map(Refusal::state)
                .orElse(state);
    }

    /** Starts it for the leader, or for the first member of a new cluster, which has no lease yet. */
    public WatchdogState arm(View view) {
        WatchdogPlan wanted = plan.get();
        Duration ttl = view.settings().ttl();
        WatchdogState state = device.arm(
                wanted, view.lease() instanceof Lease.Mine(Deadline until) ? until.leftAt(clock.nanos()) : ttl);
        fed(state);
        refusal = state instanceof WatchdogState.Armed
                ? Optional.empty()
                : Optional.of(new Refusal(wanted, state, Deadline.after(clock.nanos(), ttl)));
        return state;
    }

    /** The lease is confirmed until then, in this very moment: feeds the watchdog if it runs. */
    public void confirmed(Deadline until) {
        fed(device.keepAlive(plan.get(), until.leftAt(clock.nanos())));
    }

    /** Nothing is confirmed, but the lease may end earlier than was thought: so does the patience of the watchdog. */
    public void shortened(Deadline until) {
        WatchdogPlan wanted = plan.get();
        Deadline latest = until.minus(wanted.timing().margin());
        if (firesAt.nanos() - latest.nanos() > SECOND_NANOS) {
            fed(device.keepAlive(wanted, until.leftAt(clock.nanos())));
        }
    }

    /** The server was stopped, or cannot commit any more. Orphans keep the watchdog awake. */
    public void serverIsDown() {
        if (!orphansLive.getAsBoolean()) {
            device.disarm();
        }
    }

    /** The end of a cycle: lets the watchdog rest in pause, and when there is no server that accepts writes, or will. */
    public void settle(View view, Decision decision) {
        boolean off = view.watchdog() instanceof WatchdogState.Off;
        boolean unclaimed = view.memory().bootstrapping() && !(view.lease() instanceof Lease.Mine);
        if (view.paused() || off || unclaimed) {
            device.disarm();
        } else if (isHarmless(view.postgres()) && !mayBecomePrimary(view, decision)) {
            serverIsDown();
        }
    }

    private void fed(WatchdogState state) {
        if (state instanceof WatchdogState.Armed(Duration timeout)) {
            firesAt = Deadline.after(clock.nanos(), timeout);
        }
    }

    private static boolean isHarmless(PostgresState postgres) {
        return switch (postgres) {
            case PostgresState.Running(ServerFacts facts) -> facts.role() == Role.STANDBY;
            case PostgresState.Stopped _, PostgresState.HalfDone _ -> true;
            case PostgresState.Starting _,
                    PostgresState.Unresponsive _,
                    PostgresState.NoData _,
                    PostgresState.UnreadableData _ -> false;
        };
    }

    private static boolean mayBecomePrimary(View view, Decision decision) {
        boolean becoming = view.work() instanceof BackgroundWork.Running running
                && running.task().mayConcealAPromotion();
        return becoming
                || switch (decision.action()) {
                    case Action.Promote _, Action.StartPrimary _, Action.Bootstrap _, Action.Restart _ -> true;
                    case Action.Question _, Action.Command _ -> false;
                };
    }
}

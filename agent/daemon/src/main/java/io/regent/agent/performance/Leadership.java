package io.regent.agent.performance;

import io.regent.agent.cycle.Fence;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.View;
import io.regent.agent.fence.Supervision;
import io.regent.agent.member.StatusBoard;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease and what hangs on it: the fence timer, the supervisor, the watchdog and the health answers. All move the moment a lease is confirmed, or
 * all members have consented to do without, and nothing else moves them forward (DESIGN.md, safety rules 1, 3 and 8).
 */
public final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final LeaseHolder lease;
    private final Fence fence;
    private final Supervision supervisor;
    private final WatchdogGuard watchdog;
    private final StatusBoard board;
    private final MonotonicClock clock;
    private final LongConsumer whenConsented;

    /**
     * @param whenConsented told when the members were asked who then consented, in nanoseconds of the clock
     */
    public Leadership(
            LeaseHolder lease,
            Fence fence,
            Supervision supervisor,
            WatchdogGuard watchdog,
            StatusBoard board,
            MonotonicClock clock,
            LongConsumer whenConsented) {
        this.lease = lease;
        this.fence = fence;
        this.supervisor = supervisor;
        this.watchdog = watchdog;
        this.board = board;
        this.clock = clock;
        this.whenConsented = whenConsented;
    }

    /** Until when the lease was confirmed; the point may have passed. Any thread may ask. */
    public Optional<Deadline> until() {
        return lease.until();
    }

    /** Whether the lease is ours at this very moment. Any thread may ask. */
    public boolean isHeld() {
        return isHeldFor(Duration.ZERO);
    }

    /** Whether the lease is ours at this very moment, and for the margin to come. Any thread may ask. */
    boolean isHeldFor(Duration margin) {
        return until().filter(end -> !end.minus(margin).passedAt(clock.nanos())).isPresent();
    }

    /** The server was stopped and will be started as a standby: the fence has nothing to end. Any thread may say so. */
    void serverIsStopped() {
        disarm();
        watchdog.serverIsDown();
    }

    /** No session is left that could commit, and none can begin: the watchdog may rest (HA-181). Any thread may say so. */
    void nothingCanCommit() {
        watchdog.serverIsDown();
    }

    /** What can be expected of the watchdog. */
    public WatchdogState watchdog() {
        return watchdog.state();
    }

    /** Starts the watchdog, if it can be had. */
    WatchdogState armWatchdog(View view) {
        WatchdogState state = watchdog.arm(view);
        if (state instanceof WatchdogState.Unusable(String reason)) {
            LOG.warn("There is no watchdog: {}", reason);
        }
        return state;
    }

    /** The end of a cycle: the watchdog rests when nothing is left that it is for. */
    void settle(View view, Decision decision) {
        watchdog.settle(view, decision);
    }

    /** A server is about to be started that may accept writes. Any thread may say so. */
    void serverStarts() {
        supervisor.serverStarts();
    }

    /** The store was read, and shows that the lease is another's; the health answers change at once (D-004). */
    public void forget() {
        lease.forget();
        stepDown();
    }

    /** The store was read, and shows that nobody holds the lease; the consent of all members outlasts that. */
    public void vacant() {
        lease.vacant();
        if (!isHeld()) {
            stepDown();
        }
    }

    /**
     * Takes the fence away from a server that was seen not to accept writes, or that an operator runs. A server that nobody
     * could look at keeps it.
     */
    public void relax(View view) {
        boolean harmless = switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts) -> facts.role() == Role.STANDBY;
            case PostgresState.Stopped _, PostgresState.HalfDone _ -> true;
            case PostgresState.Starting _,
                    PostgresState.Unresponsive _,
                    PostgresState.NoData _,
                    PostgresState.UnreadableData _ -> false;
        };
        boolean becoming = view.work() instanceof BackgroundWork.Running running
                && running.task().mayConcealAPromotion();
        if (view.paused()) {
            disarm();
        } else if (harmless && !becoming) {
            fence.disarm();
            supervisor.standbySeen();
        }
    }

    private void disarm() {
        fence.disarm();
        supervisor.disarm();
    }

    /** Extends the lease. */
    Lease renew(View view) {
        return learned(lease.renew(view.settings().ttl()), view);
    }

    /** Takes the vacant lease. */
    Lease acquire(View view) {
        return learned(lease.acquire(view.settings().ttl()), view);
    }

    /** This node leads no more, or is about to stop leading: the health answers change at once (LES-120). */
    void stepDown() {
        board.notLeading();
    }

    /** Gives the lease up. The server cannot commit any more. */
    public void release() {
        stepDown();
        board.noPrimaryAnyMore();
        lease.release();
        disarm();
        watchdog.serverIsDown();
    }

    /** All members consent that this node leads until then, although the store is silent (D-011). */
    void consented(Deadline until, View view, long asked) {
        lease.consented(until);
        whenConsented.accept(asked);
        confirmed(until, view);
    }

    /** Silence leaves the fence where it was, unless a shorter ttl was asked for. */
    private Lease learned(Lease answer, View view) {
        switch (answer) {
            case Lease.Mine(Deadline until) -> confirmed(until, view);
            case Lease.Unanswered _ ->
                lease.until().ifPresent(until -> {
                    fenceAt(until, view);
                    watchdog.shortened(until);
                });
            case Lease.Lost _ -> stepDown();
            case Lease.Vacant _, Lease.Claimed _, Lease.Theirs _ -> {}
        }
        return answer;
    }

    private void confirmed(Deadline until, View view) {
        board.leading(until);
        fenceAt(until, view);
        if (!view.paused()) {
            watchdog.confirmed(until);
        }
    }

    private void fenceAt(Deadline until, View view) {
        if (!view.paused()) {
            fence.arm(until.minus(view.settings().fenceMargin()));
            supervisor.arm(until.minus(view.settings().supervisorMargin()));
        }
    }
}

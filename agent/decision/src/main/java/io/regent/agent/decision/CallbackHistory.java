package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Running;
import io.regent.dcs.MemberRole;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What the operator's scripts were told last of the server, and what they have to be told next: what a server has become, once it is
 * settled, and nothing of the steps in between (HA-183 to HA-185). A script may move the address that clients use, so a primary that
 * was put down is told at once, not when it comes back as a standby (LES-052).
 *
 * @param role what they take the server for; empty before this agent has told them anything of it, and after its end was told
 * @param start which start of the postmaster they know of; empty when the next one belongs to what they were told already
 * @param restarting whether the next start is that of a restart on request
 * @param up whether the server ran when it was last seen with nothing being done to it
 */
public record CallbackHistory(
        Optional<MemberRole> role, Optional<OffsetDateTime> start, boolean restarting, boolean up) {

    /** Nothing was told. */
    public static final CallbackHistory NEW = new CallbackHistory(Optional.empty(), Optional.empty(), false, false);

    /** What is known from now on, and the call to be made. */
    public record Step(CallbackHistory next, Optional<Callback> call) {}

    /** What a cycle that ended with this decision has to tell; at most one thing. */
    public Step after(View view, Decision decision) {
        if (isBootstrapping(view)) {
            return stays();
        }
        if (decision.action() instanceof Action.Clone) {
            return ended();
        }
        if (view.work() instanceof Running) {
            return stays();
        }
        return switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts) -> {
                boolean restarts = decision.action() instanceof Action.Restart;
                yield running(roleOf(view, facts), facts.postmasterStart(), restarts);
            }
            case PostgresState.Stopped _, PostgresState.NoData _, PostgresState.HalfDone _ -> down(view, decision);
            case PostgresState.Starting _, PostgresState.Unresponsive _, PostgresState.UnreadableData _ -> stays();
        };
    }

    private Step stays() {
        return new Step(this, Optional.empty());
    }

    /** The cluster's first start is told when the lease is confirmed, in the same turn (HA-095). */
    private static boolean isBootstrapping(View view) {
        boolean leads = view.lease() instanceof Lease.Mine && (view.isPrimary() || view.isStandbyLeader());
        return view.memory().bootstrapping() && !leads;
    }

    /** The server was stopped for good; a later one is another. */
    private Step ended() {
        return new Step(NEW, role.filter(_ -> up).map(was -> new Callback(Callback.Event.STOP, was)));
    }

    private Step running(MemberRole now, OffsetDateTime started, boolean restarts) {
        var next = new CallbackHistory(Optional.of(now), Optional.of(started), restarts, true);
        return new Step(next, event(now, started).map(event -> new Callback(event, now)));
    }

    private Optional<Callback.Event> event(MemberRole now, OffsetDateTime started) {
        if (role.isEmpty()) {
            return Optional.of(Callback.Event.START);
        }
        if (role.orElseThrow() != now) {
            return Optional.of(Callback.Event.ROLE_CHANGE);
        }
        return start.filter(known -> !known.equals(started))
                .map(_ -> restarting ? Callback.Event.RESTART : Callback.Event.START);
    }

    private Step down(View view, Decision decision) {
        if (view.stopping()) {
            return decision.action() instanceof Action.Exit ? ended() : stays();
        }
        var seen = new CallbackHistory(role, start, restarting, false);
        boolean led = role.filter(MemberRole::leads).isPresent();
        boolean ours = !view.paused() || wasDemoted(view);
        return led && ours ? seen.putDown(view, decision) : new Step(seen, Optional.empty());
    }

    /**
     * A leader that was put down is told of as stopped, and one whose server could not be started again as demoted (HA-205). One that has
     * lost its lease while its server was down is a replica from now on. While the lease is ours or may be, it comes back as it was.
     */
    private Step putDown(View view, Decision decision) {
        if (wasDemoted(view)) {
            return becomes(MemberRole.DEMOTED, Callback.Event.STOP);
        }
        return switch (view.lease()) {
            case Lease.Mine _, Lease.Claimed _ ->
                decision.action() instanceof Action.ReleaseLease
                        ? becomes(MemberRole.DEMOTED, Callback.Event.ROLE_CHANGE)
                        : stays();
            case Lease.Lost _, Lease.Vacant _, Lease.Theirs _ ->
                becomes(MemberRole.REPLICA, Callback.Event.ROLE_CHANGE);
            case Lease.Unanswered _ -> stays();
        };
    }

    private static boolean wasDemoted(View view) {
        boolean justNow = view.work() instanceof BackgroundWork.Succeeded(Task task) && task == Task.DEMOTE;
        return justNow
                || view.memory().steppingDown()
                || view.memory().demoting().isPresent();
    }

    private Step becomes(MemberRole now, Callback.Event event) {
        return new Step(
                new CallbackHistory(Optional.of(now), Optional.empty(), false, up),
                Optional.of(new Callback(event, now)));
    }

    private static MemberRole roleOf(View view, ServerFacts facts) {
        if (facts.role() == Role.PRIMARY) {
            return MemberRole.PRIMARY;
        }
        return view.isStandbyLeader() ? MemberRole.STANDBY_LEADER : MemberRole.REPLICA;
    }
}

package io.regent.agent.cycle;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.FailsafeLeader;
import io.regent.agent.decision.FailsafeNotice;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;

/**
 * This member's voice in the failsafe mode: either it promises a leader not to lead for {@code ttl}, or it asks for the lease
 * itself, never both (LES-131). Both go through here, under one lock that is held for no more than a few comparisons.
 *
 * <p>The loop's thread races and settles; requests of leaders come in on any thread.
 */
public final class FailsafeVoter {

    /** What a leader is told. */
    public sealed interface Vote {

        /** Yes, and this member will not lead for so long. */
        record Accepted(Duration holds) implements Vote {}

        /** The mode is off here. */
        record Off() implements Vote {}

        /** This member is a primary, or may become one. */
        record Leading() implements Vote {}

        /** No, for another reason. */
        record Refused(String why) implements Vote {}
    }

    private final MonotonicClock clock;
    private final MemberName me;

    private Optional<Duration> holds = Optional.empty();
    private boolean settled;
    private boolean primary;
    private boolean racing;
    private Optional<Deadline> claimedUntil = Optional.empty();
    private Optional<MemberName> leaderSeen = Optional.empty();
    private Optional<FailsafeNotice> notice = Optional.empty();

    public FailsafeVoter(MonotonicClock clock, MemberName me) {
        this.clock = clock;
        this.me = me;
    }

    /** Answers a leader, and remembers it when the answer is yes. */
    public synchronized Vote answer(FailsafeLeader leader) {
        long now = clock.nanos();
        if (!settled) {
            return new Vote.Refused("not ready to vote yet");
        }
        if (holds.isEmpty()) {
            return new Vote.Off();
        }
        if (primary || racing || claimedUntil.filter(end -> !end.passedAt(now)).isPresent()) {
            return new Vote.Leading();
        }
        Optional<MemberName> other = leaderSeen.filter(name -> !name.equals(leader.name()));
        if (other.isPresent() || leader.name().equals(me)) {
            return new Vote.Refused("the leader is " + other.orElse(me));
        }
        Duration promised = holds.orElseThrow();
        notice = Optional.of(new FailsafeNotice(leader, Deadline.after(now, promised)));
        return new Vote.Accepted(promised);
    }

    /** The promise that binds this member now. */
    public synchronized Optional<FailsafeNotice> notice() {
        notice = notice.filter(given -> given.isActiveAt(clock.nanos()));
        return notice;
    }

    /** The store was read, and shows this leader or none. */
    public synchronized void saw(Optional<MemberName> leader, Duration ttl) {
        leaderSeen = leader;
        if (leader.filter(me::equals).isPresent()) {
            claimedUntil = Optional.of(Deadline.after(clock.nanos(), ttl));
        }
    }

    /** The store did not answer: what it showed before may not be so any more. */
    public synchronized void sawNothing() {
        leaderSeen = Optional.empty();
    }

    /**
     * Before the lease is asked for. From then on no leader gets a yes, until {@link #raced} says what came of it.
     *
     * @return whether the lease may be asked for; not while a promise binds
     */
    public synchronized boolean race() {
        racing = notice().isEmpty();
        return racing;
    }

    /** After the lease was asked for; a request that was not answered may have been granted, or may still be. */
    public synchronized void raced(Lease answer, Duration ttl) {
        racing = false;
        claimedUntil = switch (answer) {
            case Lease.Mine(Deadline until) -> Optional.of(until);
            case Lease.Unanswered _ -> Optional.of(Deadline.after(clock.nanos(), ttl));
            case Lease.Lost _, Lease.Vacant _, Lease.Theirs _, Lease.Claimed _ -> Optional.empty();
        };
    }

    /** At the end of each cycle: what this member is by now, and how long its promises last. */
    public synchronized void settle(View view) {
        settled = true;
        holds = Optional.of(view.settings().ttl()).filter(ttl -> view.settings().failsafe());
        primary = view.isPrimary() || isBecomingPrimary(view);
        claimedUntil = switch (view.lease()) {
            case Lease.Mine(Deadline until) -> Optional.of(until);
            case Lease.Unanswered _, Lease.Claimed _ -> claimedUntil;
            case Lease.Vacant _, Lease.Lost _, Lease.Theirs _ -> Optional.empty();
        };
    }

    private static boolean isBecomingPrimary(View view) {
        boolean wasStandby =
                view.memory().lastRole().filter(Role.STANDBY::equals).isPresent();
        return view.work() instanceof BackgroundWork.Running running
                && running.task().mayLeaveAPrimary()
                && !(running.task() == Task.RESTART && wasStandby);
    }
}

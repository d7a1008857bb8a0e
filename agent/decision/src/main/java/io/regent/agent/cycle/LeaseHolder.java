package io.regent.agent.cycle;

import io.regent.agent.decision.Lease;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.LeaseStore;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks for the lease, and knows until when it is ours. The end is counted from before the request was sent, with the time
 * that the store granted, so that it is never later than the store's own (DESIGN.md, safety rule 2).
 *
 * <p>Only the loop's thread asks; any thread may read {@link #until()}.
 */
public final class LeaseHolder {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final LeaseStore store;
    private final MonotonicClock clock;
    private final MemberName me;
    private volatile Optional<Deadline> until = Optional.empty();
    private volatile Optional<Deadline> consent = Optional.empty();

    public LeaseHolder(LeaseStore store, MonotonicClock clock, MemberName me) {
        this.store = store;
        this.clock = clock;
        this.me = me;
    }

    /**
     * Extends the lease that the store says is ours. A lease whose end has come is lost, and the store is not asked: it may
     * not count the time in which the machine was suspended, and would put a key back that another has had since (LES-048).
     */
    public Lease renew(Duration ttl) {
        long sent = clock.nanos();
        if (until().filter(end -> end.passedAt(sent)).isPresent()) {
            forget();
            return new Lease.Lost();
        }
        shorten(Deadline.after(sent, ttl));
        return learn(sent, store.renew(me, ttl));
    }

    /** A shorter ttl holds for us from the moment at which the store may have got it, whether it answers or not (LES-018). */
    private void shorten(Deadline end) {
        until = until.map(known -> known.compareTo(end) <= 0 ? known : end);
    }

    /**
     * Takes the lease if nobody holds it. An answer that took long tells what was so a while ago, and somebody may have deleted the key
     * since; it has to be confirmed before anybody is promoted on it (LES-028).
     */
    public Lease acquire(Duration ttl) {
        long sent = clock.nanos();
        Lease answer = learn(sent, store.acquire(me, ttl));
        boolean stale = clock.nanos() - sent > FRESH.toNanos();
        return stale && answer instanceof Lease.Mine ? renew(ttl) : answer;
    }

    /** Gives the lease up. From now on it does not count as ours, whatever the store answers. */
    public WriteAnswer release() {
        forget();
        return store.release(me);
    }

    /** A reading of the store shows that the lease is another's (D-004); then nobody's consent counts either. */
    public void forget() {
        until = Optional.empty();
        consent = Optional.empty();
    }

    /** A reading of the store shows that nobody holds the lease; those who consented will not take it before their time. */
    public void vacant() {
        until = Optional.empty();
    }

    /** All members consented that this one leads until then, without the store (HA-168). */
    public void consented(Deadline end) {
        consent = Optional.of(end);
    }

    /**
     * The end of the lease as last confirmed, or of the members' consent when that is later; empty when this member does not lead.
     * The point may have passed.
     */
    public Optional<Deadline> until() {
        return Stream.of(until, consent).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private Lease learn(long sent, LeaseAnswer answer) {
        return switch (answer) {
            case LeaseAnswer.Granted(Duration ttl) -> granted(Deadline.after(sent, ttl));
            case LeaseAnswer.Refused _ -> {
                forget();
                yield new Lease.Lost();
            }
            case LeaseAnswer.Unanswered(String cause) -> new Lease.Unanswered(cause);
        };
    }

    /** An answer that comes after the end it promises proves nothing any more. */
    private Lease granted(Deadline end) {
        if (end.passedAt(clock.nanos())) {
            return new Lease.Unanswered("the answer came after the end of the lease");
        }
        until = Optional.of(end);
        consent = Optional.empty();
        return new Lease.Mine(end);
    }
}

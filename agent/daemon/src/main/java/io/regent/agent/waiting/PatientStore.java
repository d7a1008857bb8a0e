package io.regent.agent.waiting;

import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as the loop asks it: as patient as the lease allows, and never throwing.
 *
 * <p>Each call may take {@code retry_timeout}, and a turn makes several: it reads, renews, publishes a position and a record,
 * and the next turn begins with a reading again. If each of them waited in full, a store that falls silent right after a
 * renewal would be noticed when the lease has ended. So while a lease is held, no call waits beyond the point
 * {@code loop_wait + retry_timeout} after the last confirmed renewal was sent, where the demotion has to begin (HA-070). The
 * settings keep {@code loop_wait + 2 * retry_timeout <= ttl}, so that at least {@code retry_timeout} of the lease is left
 * then for stopping the server; the fence timer acts only after that, a tenth of the ttl before the end.
 *
 * <p>The consent of all members counts like a renewal.
 *
 * <p>An exception of a backend is a fault, but no reason not to demote in time: it counts as silence (LES-017).
 */
public final class PatientStore implements DcsStore {

    private static final Logger LOG = LoggerFactory.getLogger(PatientStore.class);
    /** Time for one answer of a store in good health, even when the demotion is due. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private final DcsStore store;
    private final MonotonicClock clock;
    private final Supplier<Duration> loopWait;
    private volatile Duration retryTimeout;
    private volatile Optional<Deadline> demotionDue = Optional.empty();

    /**
     * @param loopWait as it is in force
     * @param retryTimeout until {@link #deadline} says else
     */
    public PatientStore(DcsStore store, MonotonicClock clock, Supplier<Duration> loopWait, Duration retryTimeout) {
        this.store = store;
        this.clock = clock;
        this.loopWait = loopWait;
        this.retryTimeout = retryTimeout;
    }

    @Override
    public void deadline(Duration deadline) {
        retryTimeout = deadline;
    }

    /**
     * All members consented that this node leads on.
     *
     * @param asked when they were asked, in nanoseconds of the clock
     */
    public void consented(long asked) {
        demotionDue = Optional.of(Deadline.after(asked, loopWait.get().plus(retryTimeout)));
    }

    @Override
    public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
        return leased(() -> store.acquire(candidate, ttl));
    }

    @Override
    public LeaseAnswer renew(MemberName holder, Duration ttl) {
        return leased(() -> store.renew(holder, ttl));
    }

    @Override
    public WriteAnswer release(MemberName holder) {
        demotionDue = Optional.empty();
        return written(() -> store.release(holder));
    }

    @Override
    public ReadAnswer read() {
        return asked(store::read, ReadAnswer.Unreachable::new);
    }

    @Override
    public WriteAnswer write(ClusterKey key, String value, Precondition precondition) {
        return written(() -> store.write(key, value, precondition));
    }

    @Override
    public WriteAnswer delete(ClusterKey key, Precondition precondition) {
        return written(() -> store.delete(key, precondition));
    }

    @Override
    public WriteAnswer announce(MemberName member, String value, Duration ttl) {
        return written(() -> store.announce(member, value, ttl));
    }

    @Override
    public void onChange(Consumer<ClusterKey> listener) {
        store.onChange(listener);
    }

    @Override
    public void close() {
        store.close();
    }

    private LeaseAnswer leased(Supplier<LeaseAnswer> call) {
        long sent = clock.nanos();
        LeaseAnswer answer = asked(call, LeaseAnswer.Unanswered::new);
        switch (answer) {
            case LeaseAnswer.Granted _ ->
                demotionDue = Optional.of(Deadline.after(sent, loopWait.get().plus(retryTimeout)));
            case LeaseAnswer.Refused _ -> demotionDue = Optional.empty();
            case LeaseAnswer.Unanswered _ -> {}
        }
        return answer;
    }

    private WriteAnswer written(Supplier<WriteAnswer> call) {
        return asked(call, WriteAnswer.Unreachable::new);
    }

    private <T> T asked(Supplier<T> call, Function<String, T> silence) {
        store.deadline(patience());
        try {
            return call.get();
        } catch (RuntimeException e) {
            LOG.error("A call to the DCS failed", e);
            return silence.apply(e.toString());
        }
    }

    /** A lease that has ended hurries nobody: what had to be done about it was due long ago. */
    private Duration patience() {
        Duration left = demotionDue
                .map(due -> due.leftAt(clock.nanos()))
                .filter(time -> time.plus(retryTimeout).isPositive())
                .orElse(retryTimeout);
        Duration fitting = left.compareTo(retryTimeout) < 0 ? left : retryTimeout;
        return fitting.compareTo(LEAST) < 0 ? LEAST : fitting;
    }
}

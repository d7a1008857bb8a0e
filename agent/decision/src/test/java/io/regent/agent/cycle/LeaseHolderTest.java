package io.regent.agent.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Lease;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.LeaseStore;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Asks for the lease, and knows until when it is ours. */
class LeaseHolderTest {

    private static final long START = Duration.ofHours(1).toNanos();
    private static final Duration TTL = Duration.ofSeconds(30);

    private final SlowStore store = new SlowStore();
    private final LeaseHolder holder = new LeaseHolder(store, store, new MemberName("pg-1"));

    @Spec("LES-015")
    @Test
    void the_end_is_counted_from_before_the_request_with_the_time_that_was_granted() {
        store.answersAfter(Duration.ofSeconds(4), new LeaseAnswer.Granted(Duration.ofSeconds(15)));

        Lease lease = holder.renew(TTL);

        assertThat(lease).isEqualTo(new Lease.Mine(Deadline.after(START, Duration.ofSeconds(15))));
        assertThat(holder.until()).contains(Deadline.after(START, Duration.ofSeconds(15)));
    }

    @Test
    void an_acquired_lease_is_counted_in_the_same_way() {
        store.answersAfter(Duration.ofSeconds(1), new LeaseAnswer.Granted(TTL));

        assertThat(holder.acquire(TTL)).isEqualTo(new Lease.Mine(Deadline.after(START, TTL)));
    }

    @Test
    @Spec("LES-028")
    void an_acquisition_that_was_answered_late_is_confirmed_before_it_counts() {
        store.answersAfter(Duration.ofSeconds(4), new LeaseAnswer.Granted(TTL));
        store.refusesToRenew = true;

        assertThat(holder.acquire(TTL)).isEqualTo(new Lease.Lost());
        assertThat(holder.until()).isEmpty();

        store.refusesToRenew = false;

        assertThat(holder.acquire(TTL)).isEqualTo(new Lease.Mine(Deadline.after(START, TTL.plusSeconds(12))));
    }

    @Test
    void an_answer_that_comes_too_late_proves_nothing() {
        store.answersAfter(TTL, new LeaseAnswer.Granted(TTL));

        assertThat(holder.renew(TTL)).isInstanceOf(Lease.Unanswered.class);
        assertThat(holder.until()).isEmpty();
    }

    @Test
    void consent_counts_beyond_the_lease_until_it_is_confirmed_again() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        Deadline later = Deadline.after(START, TTL.plusSeconds(10));
        holder.consented(later);
        assertThat(holder.until()).contains(later);

        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        assertThat(holder.until()).contains(Deadline.after(START, TTL));
    }

    @Test
    void an_expired_key_does_not_end_the_consent_and_another_leader_or_a_refusal_does() {
        Deadline consent = Deadline.after(START, TTL);
        holder.consented(consent);
        holder.vacant();
        assertThat(holder.until()).contains(consent);

        holder.forget();
        assertThat(holder.until()).isEmpty();

        holder.consented(consent);
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Refused());
        holder.acquire(TTL);
        assertThat(holder.until()).isEmpty();
    }

    @Test
    void a_lease_that_outlived_its_end_by_consent_may_be_renewed() {
        holder.consented(Deadline.after(START, TTL));
        store.answersAfter(Duration.ofSeconds(1), new LeaseAnswer.Granted(TTL));

        assertThat(holder.renew(TTL)).isEqualTo(new Lease.Mine(Deadline.after(START, TTL)));
    }

    @Test
    void a_late_answer_does_not_take_back_what_was_granted_before() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        store.answersAfter(TTL, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);

        assertThat(holder.until()).contains(Deadline.after(START, TTL));
    }

    @Test
    void a_shorter_ttl_holds_from_its_first_request_on_even_without_an_answer() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Unanswered("lost"));
        holder.renew(TTL.dividedBy(2));

        assertThat(holder.until()).contains(Deadline.after(START, TTL.dividedBy(2)));
    }

    @Test
    void a_refusal_ends_the_lease_at_once() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Refused());

        assertThat(holder.renew(TTL)).isEqualTo(new Lease.Lost());
        assertThat(holder.until()).isEmpty();
    }

    @Test
    void a_silence_leaves_the_lease_as_it_was() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        store.answersAfter(Duration.ofSeconds(10), new LeaseAnswer.Unanswered("timed out"));

        assertThat(holder.renew(TTL)).isEqualTo(new Lease.Unanswered("timed out"));
        assertThat(holder.until()).contains(Deadline.after(START, TTL));
    }

    @Test
    void a_release_counts_before_the_store_has_answered() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);
        store.onRelease(() -> assertThat(holder.until()).isEmpty());

        assertThat(holder.release()).isEqualTo(new WriteAnswer.Unreachable("timed out"));
        assertThat(holder.until()).isEmpty();
    }

    @Test
    void a_reading_that_names_another_holder_ends_the_lease() {
        store.answersAfter(Duration.ZERO, new LeaseAnswer.Granted(TTL));
        holder.renew(TTL);

        holder.forget();

        assertThat(holder.until()).isEmpty();
    }

    /** A store whose answers take time, and the clock on which they do. */
    private static final class SlowStore implements LeaseStore, MonotonicClock {

        private long now = START;
        private Duration takes = Duration.ZERO;
        private LeaseAnswer answer = new LeaseAnswer.Refused();
        private Runnable atRelease = () -> {};
        private boolean refusesToRenew;

        void answersAfter(Duration wait, LeaseAnswer next) {
            takes = wait;
            answer = next;
        }

        void onRelease(Runnable check) {
            atRelease = check;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
            now += takes.toNanos();
            return answer;
        }

        @Override
        public LeaseAnswer renew(MemberName member, Duration ttl) {
            now += takes.toNanos();
            return refusesToRenew ? new LeaseAnswer.Refused() : answer;
        }

        @Override
        public WriteAnswer release(MemberName member) {
            atRelease.run();
            return new WriteAnswer.Unreachable("timed out");
        }
    }
}

package io.regent.agent.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.ManualClock;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The store as the loop asks it: as patient as the lease allows, and never throwing. */
class PatientStoreTest {

    private static final MemberName ME = new MemberName("node-1");
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration LOOP_WAIT = Duration.ofSeconds(10);
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final MoodyStore moody = new MoodyStore();
    private final PatientStore store = new PatientStore(moody, clock, () -> LOOP_WAIT, RETRY_TIMEOUT);

    @Test
    void without_a_lease_a_call_may_take_the_retry_timeout() {
        store.read();

        assertThat(moody.deadline).isEqualTo(RETRY_TIMEOUT);
    }

    @Test
    void right_after_a_renewal_a_call_may_take_the_retry_timeout() {
        store.renew(ME, TTL);

        store.read();

        assertThat(moody.deadline).isEqualTo(RETRY_TIMEOUT);
    }

    @Test
    void calls_to_a_store_that_falls_silent_end_when_the_demotion_must_begin() {
        store.renew(ME, TTL);
        moody.isSilent = true;

        ReadAnswer answer = store.read();
        while (clock.nanos() < LOOP_WAIT.plus(RETRY_TIMEOUT).toNanos()) {
            answer = store.read();
        }

        assertThat(answer).isInstanceOf(ReadAnswer.Unreachable.class);
        assertThat(clock.nanos()).isEqualTo(LOOP_WAIT.plus(RETRY_TIMEOUT).toNanos());
    }

    @Test
    void the_time_is_counted_from_before_the_renewal_was_sent() {
        moody.takes = Duration.ofSeconds(9);
        store.renew(ME, TTL);
        clock.advance(Duration.ofSeconds(5));
        moody.takes = Duration.ZERO;

        store.read();

        assertThat(moody.deadline).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void a_store_in_good_health_has_time_for_an_answer_even_when_the_demotion_is_due() {
        store.renew(ME, TTL);
        clock.advance(LOOP_WAIT.plus(RETRY_TIMEOUT));

        store.read();

        assertThat(moody.deadline).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void the_time_is_counted_from_the_last_consent_of_the_members_as_well() {
        store.renew(ME, TTL);
        clock.advance(LOOP_WAIT.plus(RETRY_TIMEOUT));
        store.consented(clock.nanos());
        clock.advance(Duration.ofSeconds(15));

        store.read();

        assertThat(moody.deadline).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_lease_that_ended_or_was_given_up_hurries_nobody() {
        store.renew(ME, TTL);
        clock.advance(TTL);
        store.read();
        assertThat(moody.deadline).isEqualTo(RETRY_TIMEOUT);

        store.acquire(ME, TTL);
        clock.advance(Duration.ofSeconds(15));
        store.release(ME);
        store.read();
        assertThat(moody.deadline).isEqualTo(RETRY_TIMEOUT);
    }

    @Test
    void a_changed_retry_timeout_counts_from_the_next_call() {
        store.deadline(Duration.ofSeconds(3));

        store.read();

        assertThat(moody.deadline).isEqualTo(Duration.ofSeconds(3));
    }

    @Spec("LES-017")
    @Test
    void an_exception_of_the_backend_is_silence_at_every_call() {
        moody.isBroken = true;

        assertThat(store.read()).isInstanceOf(ReadAnswer.Unreachable.class);
        assertThat(store.renew(ME, TTL)).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(store.acquire(ME, TTL)).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(store.release(ME)).isInstanceOf(WriteAnswer.Unreachable.class);
        assertThat(store.announce(ME, "{}", TTL)).isInstanceOf(WriteAnswer.Unreachable.class);
        assertThat(store.write(ClusterKey.STATUS, "{}", new Precondition.Anything()))
                .isInstanceOf(WriteAnswer.Unreachable.class);
        assertThat(store.delete(ClusterKey.STATUS, new Precondition.Anything()))
                .isInstanceOf(WriteAnswer.Unreachable.class);
    }

    /** A store that answers late, not at all, or not as it should. */
    private final class MoodyStore implements DcsStore {

        private Duration deadline = Duration.ZERO;
        private Duration takes = Duration.ZERO;
        private boolean isSilent;
        private boolean isBroken;

        @Override
        public void deadline(Duration longest) {
            deadline = longest;
        }

        @Override
        public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
            return renew(candidate, ttl);
        }

        @Override
        public LeaseAnswer renew(MemberName holder, Duration ttl) {
            return answer(new LeaseAnswer.Granted(ttl), new LeaseAnswer.Unanswered("silent"));
        }

        @Override
        public WriteAnswer release(MemberName holder) {
            return written();
        }

        @Override
        public ReadAnswer read() {
            return answer(new ReadAnswer.Seen(Cluster.EMPTY), new ReadAnswer.Unreachable("silent"));
        }

        @Override
        public WriteAnswer write(ClusterKey key, String value, Precondition precondition) {
            return written();
        }

        @Override
        public WriteAnswer delete(ClusterKey key, Precondition precondition) {
            return written();
        }

        @Override
        public WriteAnswer announce(MemberName member, String value, Duration ttl) {
            return written();
        }

        @Override
        public void onChange(Consumer<ClusterKey> listener) {}

        @Override
        public void close() {}

        private WriteAnswer written() {
            return answer(new WriteAnswer.Done(1), new WriteAnswer.Unreachable("silent"));
        }

        private <T> T answer(T good, T silence) {
            if (isBroken) {
                throw new IllegalStateException("a fault of the backend");
            }
            clock.advance(isSilent ? deadline : takes);
            return isSilent ? silence : good;
        }
    }
}

package io.regent.agent.cycle;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.cycle.FailsafeVoter.Vote;
import io.regent.agent.decision.FailsafeLeader;
import io.regent.agent.decision.FailsafeNotice;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.View;
import io.regent.agent.decision.Views;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A member promises a leader not to lead, or asks for the lease itself, never both (LES-131). */
class FailsafeVoterTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final MemberName ME = new MemberName("pg-2");
    private static final Vote YES = new Vote.Accepted(TTL);

    private long now = Views.NOW;
    private final FailsafeVoter voter = new FailsafeVoter(() -> now, ME);

    @Test
    void a_standby_promises_for_ttl_from_when_it_was_asked() {
        settleAs(standby());

        assertThat(voter.answer(leader("pg-1"))).isEqualTo(YES);
        assertThat(voter.notice()).contains(new FailsafeNotice(leader("pg-1"), Deadline.after(Views.NOW, TTL)));
        pass(TTL.minusNanos(1));
        assertThat(voter.race()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(voter.race()).isTrue();
        assertThat(voter.notice()).isEmpty();
    }

    @Test
    void each_request_renews_the_promise() {
        settleAs(standby());
        voter.answer(leader("pg-1"));
        pass(Duration.ofSeconds(10));
        voter.answer(leader("pg-1"));
        pass(Duration.ofSeconds(25));

        assertThat(voter.race()).isFalse();
    }

    @Test
    void who_asks_for_the_lease_says_no_until_it_was_refused() {
        settleAs(standby());

        assertThat(voter.race()).isTrue();
        pass(TTL.multipliedBy(3));
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Leading());
        voter.raced(new Lease.Lost(), TTL);
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(YES);
    }

    @Test
    void a_request_for_the_lease_without_an_answer_may_have_been_granted() {
        settleAs(standby());
        voter.race();
        voter.raced(new Lease.Unanswered("timed out"), TTL);
        settleAs(standby().whileLeaseIsUnanswered());

        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Leading());
        pass(TTL);
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(YES);
    }

    @Test
    void a_primary_says_no_with_or_without_the_lease() {
        settleAs(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Leading());

        settleAs(seenBy("pg-2").asPrimary().whileLeaseIsLost());
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Leading());
    }

    @Test
    void a_former_leader_that_was_demoted_votes_again_when_its_lease_is_over() {
        settleAs(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        settleAs(standby().whileDcsIsSilent());
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Leading());

        pass(TTL);
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(YES);
    }

    @Test
    void who_was_just_seen_as_the_holder_says_no() {
        settleAs(standby());
        voter.saw(Optional.of(ME), TTL);

        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Leading());
    }

    @Test
    void a_leader_other_than_the_store_shows_is_refused_while_the_store_is_read() {
        settleAs(standby());
        voter.saw(Optional.of(new MemberName("pg-3")), TTL);
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Refused("the leader is pg-3"));
        assertThat(voter.answer(leader("pg-3"))).isEqualTo(YES);

        voter.sawNothing();
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(YES);
        assertThat(voter.answer(leader("pg-2"))).isInstanceOf(Vote.Refused.class);
    }

    @Test
    void nothing_is_promised_before_the_first_turn_or_with_the_mode_off() {
        assertThat(voter.answer(leader("pg-1"))).isInstanceOf(Vote.Refused.class);

        voter.settle(seenBy("pg-2").asStandby().view());
        assertThat(voter.answer(leader("pg-1"))).isEqualTo(new Vote.Off());
        assertThat(voter.notice()).isEmpty();
    }

    @Test
    void a_promise_outlasts_the_mode() {
        settleAs(standby());
        voter.answer(leader("pg-1"));
        voter.settle(seenBy("pg-2").asStandby().view());

        assertThat(voter.race()).isFalse();
    }

    private void settleAs(Views views) {
        View view = views.withFailsafe("pg-1", "pg-2", "pg-3").view();
        voter.settle(view);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Views standby() {
        return seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1");
    }

    private static FailsafeLeader leader(String name) {
        return new FailsafeLeader(new MemberName(name), Optional.empty(), Optional.empty(), new TreeMap<>());
    }
}

package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A store that was put back to an old state names a standby as its leader, which nobody has raced for (LES-010). */
class UnearnedLeaseTest {

    private static final Settings.Sync ON = new Settings.Sync(Mode.ON, false, 1, -1);
    private static final Action RELEASES = new Action.ReleaseLease(Optional.empty());
    private static final Action PROMOTES = new Action.Promote();

    @Test
    @Spec("LES-010")
    void whoever_is_named_as_leader_lets_go_when_another_member_is_ahead() {
        is(named().withPeer("pg-3", 3, "0/3000001"), RELEASES, Rule.RELEASE_PEER_AHEAD);
        is(named().withPeer("pg-3", 3, "0/3000000"), PROMOTES, Rule.PROMOTE);
        is(named().withoutAnswers(), PROMOTES, Rule.PROMOTE);
    }

    @Test
    @Spec("LES-010")
    void whoever_is_named_as_leader_waits_for_the_lease_of_another_that_led_a_moment_ago_and_cannot_be_asked() {
        Views named = named().withoutAnswers();

        is(
                named.remembering(past -> past.otherLeader = ledAgo(Duration.ofSeconds(10))),
                new Action.LookAgain(Duration.ofSeconds(1)),
                Rule.UNEARNED_LEASE);
        is(named.withPeer("pg-1", 3, "0/3000000"), PROMOTES, Rule.PROMOTE);
        is(named().withoutAnswers().remembering(past -> past.otherLeader = ledAgo(Views.TTL)), PROMOTES, Rule.PROMOTE);
    }

    @Test
    @Spec("LES-010")
    void who_has_won_the_lease_since_need_not_wait() {
        View led = seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1").view();
        assertThat(OtherLeader.after(led)).contains(new OtherLeader(new MemberName("pg-1"), Views.NOW));

        View vacant = seenBy("pg-2")
                .asStandby()
                .remembering(past -> past.otherLeader = ledAgo(Duration.ofSeconds(10)))
                .whileLeaseIsVacant()
                .view();
        assertThat(OtherLeader.after(vacant)).isEqualTo(ledAgo(Duration.ofSeconds(10)));
        View won = vacant.afterRace(new Lease.Mine(Deadline.after(Views.NOW, Views.TTL)));
        assertThat(OtherLeader.after(won)).isEmpty();
        assertThat(Decider.decide(won).action()).isNotInstanceOf(Action.LookAgain.class);
        assertThat(OtherLeader.after(vacant.afterRace(new Lease.Lost()))).isPresent();
    }

    private static Optional<OtherLeader> ledAgo(Duration ago) {
        return Optional.of(new OtherLeader(new MemberName("pg-1"), Views.NOW - ago.toNanos()));
    }

    @Test
    void a_member_that_may_not_lead_is_no_reason_to_let_go() {
        is(
                named().withPeer("pg-3", Servers.peer(3, "0/3000001", new Tags(Map.of("nofailover", true)))),
                PROMOTES,
                Rule.PROMOTE);
    }

    @Test
    void the_member_that_an_operator_chose_leads_with_whatever_it_has() {
        is(
                named().withFailover("", "pg-2").withPeer("pg-3", 3, "0/3000001"),
                new Action.ClearFailover(),
                Rule.REQUEST_DONE);
    }

    @Test
    @Spec("D-160")
    void whoever_won_the_race_on_request_leads_although_the_request_was_cleared_and_others_are_ahead() {
        Views ahead = seenBy("pg-2").asStandby().withPeer("pg-3", 3, "0/3000001");
        View won = ahead.whileLeaseIsVacant().view().afterRace(new Lease.Mine(Deadline.after(Views.NOW, Views.TTL)));

        assertThat(Decider.decide(won).rule()).isEqualTo(Rule.PROMOTE);
        assertThat(Memory.after(won, Decider.decide(won)).leaseWon()).isTrue();
        is(ahead.whileLeaseIsMine().remembering(past -> past.leaseWon = true), PROMOTES, Rule.PROMOTE);
        assertThat(Memory.after(ahead.whileLeaseIsVacant().view(), new Decision(new Action.Wait(), Rule.PEER_AHEAD))
                        .leaseWon())
                .isFalse();
    }

    @Test
    @Spec("LES-010")
    void a_promise_from_before_a_failover_that_the_store_forgot_does_not_say_who_counts() {
        is(
                named().synchronous(ON)
                        .promising("pg-2", 0, "pg-1")
                        .withHistoryUpTo(2)
                        .withPeer("pg-3", 3, "0/3000001"),
                RELEASES,
                Rule.RELEASE_PEER_AHEAD);
        is(
                seenBy("pg-2")
                        .asStandby()
                        .whileLeaseIsVacant()
                        .synchronous(ON)
                        .promising("pg-2", 0, "pg-1")
                        .withHistoryUpTo(2)
                        .withPeer("pg-3", 3, "0/3000001"),
                new Action.Wait(),
                Rule.PEER_AHEAD);
    }

    private static Views named() {
        return seenBy("pg-2").asStandby().whileLeaseIsMine();
    }
}

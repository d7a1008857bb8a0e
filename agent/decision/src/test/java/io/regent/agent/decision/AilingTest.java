package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.ControlData;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server runs and is not well (LES-046, LES-047). */
class AilingTest {

    private static final Vitals STALLED = new Vitals(Duration.ofSeconds(60), 0);
    private static final Vitals CLOSED = new Vitals(Duration.ZERO, 6);

    @Test
    void a_leader_whose_disk_hangs_asks_who_could_take_over_before_it_renews() {
        is(
                leader(STALLED).whileLeaseIsClaimed(),
                new Action.AskPeers(Members.others(leader(STALLED).view())),
                Rule.ASK_BEFORE_GIVING_UP);
    }

    @Test
    void it_does_not_renew_when_another_can() {
        is(
                leader(STALLED).withPeer("pg-1", 3, "0/3000000").whileLeaseIsClaimed(),
                new Action.Demote(Demotion.IMMEDIATE),
                Rule.DISK_STALLED);
        isWait(leader(STALLED).busyWith(Task.DEMOTE).whileLeaseIsClaimed(), Rule.DISK_STALLED);
    }

    @Test
    void it_goes_on_when_nobody_can_and_says_so() {
        is(leader(STALLED).withoutAnswers().whileLeaseIsClaimed(), new Action.RenewLease(), Rule.CONFIRM_LEASE);
        isWait(leader(STALLED).withoutAnswers().whileLeaseIsMine(), Rule.LEAD_AILING);
    }

    @Test
    void a_disk_that_is_slow_for_less_than_the_limit_is_no_reason() {
        is(
                leader(new Vitals(Duration.ofMillis(59_999), 0)).whileLeaseIsClaimed(),
                new Action.RenewLease(),
                Rule.CONFIRM_LEASE);
    }

    @Test
    void with_a_limit_of_zero_nothing_is() {
        is(
                leader(new Vitals(Duration.ofDays(1), 0))
                        .with(with -> with.fencing = new Settings.Fencing(Duration.ZERO, 0, with.fencing.crashes()))
                        .whileLeaseIsClaimed(),
                new Action.RenewLease(),
                Rule.CONFIRM_LEASE);
    }

    @Test
    void in_pause_the_operator_decides() {
        is(leader(STALLED).paused().whileLeaseIsClaimed(), new Action.RenewLease(), Rule.CONFIRM_LEASE);
        isWait(leader(CLOSED).paused().whileLeaseIsMine(), Rule.LEAD_AILING);
    }

    @Test
    void a_leader_that_lets_nobody_in_is_demoted_when_another_can_take_over() {
        is(
                leader(CLOSED).withPeer("pg-1", 3, "0/3000000").whileLeaseIsMine(),
                new Action.Demote(Demotion.IMMEDIATE),
                Rule.SERVER_HUNG);
        isWait(leader(CLOSED).withoutAnswers().whileLeaseIsMine(), Rule.LEAD_AILING);
    }

    @Test
    void a_primary_that_nobody_leads_leaves_the_lease_to_another() {
        is(
                leader(STALLED).withPeer("pg-1", 3, "0/3000000").whileLeaseIsVacant(),
                new Action.Demote(Demotion.IMMEDIATE_NOLOCK),
                Rule.YIELD_AILING);
        is(leader(STALLED).withoutAnswers().whileLeaseIsVacant(), new Action.AcquireLease(), Rule.TAKE_BACK);
    }

    @Test
    void a_leader_whose_server_accepts_no_writes_only_gives_the_lease_up() {
        releases(seenBy("pg-2").asStandby());
        releases(seenBy("pg-2").stopped(ControlData.State.IN_PRODUCTION));
        releases(seenBy("pg-2").withoutData());
    }

    private static void releases(Views leader) {
        is(
                leader.with(STALLED).withPeer("pg-1", 3, "0/3000000").whileLeaseIsClaimed(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.DISK_STALLED);
    }

    @Test
    @Spec("LES-046")
    void a_standby_whose_disk_hangs_does_not_race() {
        isWait(seenBy("pg-2").asStandby().with(STALLED).withoutAnswers().whileLeaseIsVacant(), Rule.AILING_STANDBY);
    }

    private static Views leader(Vitals vitals) {
        return seenBy("pg-2").asPrimary().with(vitals);
    }
}

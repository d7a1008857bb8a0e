package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is on the newest timeline that the cluster knows is not given up unless an operator asks for it (LES-019, LES-022). */
class NewestTimelineTest {

    @Test
    void a_standby_that_was_granted_the_lease_on_old_facts_gives_it_back() {
        is(
                standby().withHistoryUpTo(5).withoutAnswers().whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_BEHIND_TIMELINE);
    }

    @Test
    void a_chosen_member_is_promoted_all_the_same() {
        is(
                standby()
                        .withHistoryUpTo(5)
                        .withFailover("", "pg-2")
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.Promote(),
                Rule.PROMOTE);
    }

    @Test
    void a_primary_that_took_the_lease_back_on_old_facts_is_demoted() {
        isDemotion(
                seenBy("pg-2")
                        .asPrimaryAt(4, "0/3000148")
                        .withHistoryUpTo(5)
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.OLD_PRIMARY);
    }

    @Test
    void a_member_behind_the_timeline_does_not_follow_a_leader_that_stepped_down() {
        isWait(standby().withHistoryUpTo(5).withFailover("pg-1", "").withoutAnswers(), Rule.BEHIND_TIMELINE);
    }

    @Test
    void the_member_that_stepped_down_leads_again_when_the_others_are_behind() {
        is(
                standby().withHistoryUpTo(4).withFailover("pg-2", "").withPeer("pg-3", 3, "0/9000000"),
                new Action.AcquireLease(),
                Rule.RACE_AS_OLD_LEADER);
    }

    @Test
    void a_leader_does_not_step_down_for_a_member_on_an_older_timeline() {
        is(
                seenBy("pg-2")
                        .asPrimaryAt(4, "0/3000148")
                        .withFailover("pg-2", "pg-3")
                        .withPeer("pg-3", 3, "0/3000148")
                        .whileLeaseIsMine(),
                new Action.ClearFailover(),
                Rule.REQUEST_IMPOSSIBLE);
    }

    @Test
    void a_rewind_that_changed_nothing_is_not_tried_again() {
        var views = seenBy("pg-2")
                .stopped(ControlData.State.SHUT_DOWN)
                .with(new BackgroundWork.Succeeded(Task.REWIND))
                .remembering(past -> past.divergenceDue = true)
                .with(with -> with.removeDataAfterFailedRewind = true)
                .withDivergence(new Divergence.Diverged("0/3000028"))
                .whileLeaseIsHeldBy("pg-1");

        assertThat(Decider.decide(views.view()).rule()).isEqualTo(Rule.CLONE_DIVERGED);
    }

    /** Its own agent calls that member lagging, so nobody would ever lead. */
    @Spec("LES-022")
    @Test
    void a_newer_timeline_that_ends_too_far_behind_what_a_leader_published_since_keeps_nobody_from_leading() {
        is(beside("0/3000148"), new Action.AcquireLease(), Rule.RACE);
        isWait(beside("0/5000000"), Rule.BEHIND_TIMELINE);
    }

    private static Views beside(String endOfTheNewer) {
        long end = Lsn.parse(endOfTheNewer).position();
        return seenBy("pg-2")
                .asStandbyAt(4, "0/5000148")
                .withHistoryUpTo(4)
                .withLastPosition("0/5000148")
                .withMember("pg-3", Map.of("timeline", 5, "xlog_location", end))
                .withPeer("pg-3", 5, endOfTheNewer)
                .whileLeaseIsVacant();
    }

    private static Views standby() {
        return seenBy("pg-2").asStandbyAt(4, "0/3000148");
    }
}

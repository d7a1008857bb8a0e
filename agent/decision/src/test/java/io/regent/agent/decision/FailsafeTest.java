package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A primary goes on without the store by consent of all members (T1, HA-168). */
class FailsafeTest {

    private static final Duration LEFT = Duration.ofSeconds(10);
    private static final FailsafeVotes YES = new FailsafeVotes.Accepted(Deadline.after(Views.NOW, Views.TTL));

    @Test
    void all_others_on_the_list_are_asked_before_anything_else_is_done() {
        is(
                primary().withFailsafe("pg-1", "pg-2", "pg-3"),
                new Action.AskFailsafe(new TreeMap<>(Map.of(
                        new MemberName("pg-1"), "http://pg-1:8008/patroni",
                        new MemberName("pg-3"), "http://pg-3:8008/patroni"))),
                Rule.ASK_FAILSAFE);
    }

    @Spec("HA-175")
    @Test
    void a_store_that_answers_reads_only_is_as_good_as_silent() {
        Views views =
                leading(seenBy("pg-2").asPrimary().whileLeaseIsUnanswered()).withFailsafe("pg-1", "pg-2");

        assertThat(Decider.decide(views.view()).rule()).isEqualTo(Rule.ASK_FAILSAFE);
        isWait(views.with(YES), Rule.LEAD_BY_CONSENT);
    }

    @Spec("D-011")
    @Test
    void with_the_consent_of_all_it_leads_on() {
        isWait(primary().withFailsafe("pg-1", "pg-2").with(YES), Rule.LEAD_BY_CONSENT);
    }

    @Test
    void the_consent_is_remembered_like_a_lease() {
        View view = primary().withFailsafe("pg-1", "pg-2").with(YES).view();

        Memory after = Memory.after(view, Decider.decide(view));

        assertThat(view.leads()).isTrue();
        assertThat(after.confirmedUntil()).contains(Deadline.after(Views.NOW, Views.TTL));
    }

    @Test
    void a_server_that_does_not_answer_is_a_primary_like_any_other() {
        isWait(
                leading(seenBy("pg-2").unresponsive(Role.PRIMARY).whileDcsIsSilent())
                        .withFailsafe("pg-1", "pg-2")
                        .with(YES),
                Rule.LEAD_BY_CONSENT);
    }

    @Spec("D-012")
    @Test
    void one_member_that_does_not_consent_is_enough_for_the_demotion() {
        var no = new FailsafeVotes.Refused(new TreeMap<>(Map.of(new MemberName("pg-1"), "Running as a leader")));
        Views views = primary().withFailsafe("pg-1", "pg-2", "pg-3").with(no);

        isDemotion(views, Demotion.OFFLINE, Rule.FAILSAFE_REFUSED);
        assertThat(Sentence.of(views.view(), Decider.decide(views.view()))).endsWith("(pg-1: Running as a leader)");
    }

    @Spec("HA-169")
    @Test
    void without_a_list_that_has_it_the_primary_is_demoted_unasked() {
        isDemotion(primary().withFailsafe(), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
        isDemotion(primary().withFailsafe("pg-1", "pg-3"), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void a_lease_that_has_ended_is_not_brought_back_by_consent() {
        Views late = seenBy("pg-2")
                .asPrimary()
                .whileDcsIsSilent()
                .remembering(past -> past.confirmedFor = Optional.of(Duration.ZERO));

        isDemotion(late.withFailsafe("pg-1", "pg-2"), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
        isDemotion(
                seenBy("pg-2").asPrimary().whileDcsIsSilent().withFailsafe("pg-1", "pg-2"),
                Demotion.OFFLINE,
                Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void a_refusal_of_the_store_is_no_case_for_the_members() {
        isDemotion(
                leading(seenBy("pg-2").asPrimary().whileLeaseIsLost()).withFailsafe("pg-1", "pg-2"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.LOST);
        isDemotion(
                leading(seenBy("pg-2").asPrimary().whileLeaseIsHeldBy("pg-1")).withFailsafe("pg-1", "pg-2"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.PRIMARY_BESIDE_LEADER);
    }

    @Test
    void members_of_a_list_that_may_have_reached_the_store_are_asked_as_well() {
        Views views = primary().withFailsafe("pg-1", "pg-2").remembering(past -> past.underWay.put("pg-4", "url"));

        assertThat(Decider.decide(views.view()).action())
                .isEqualTo(new Action.AskFailsafe(new TreeMap<>(
                        Map.of(new MemberName("pg-1"), "http://pg-1:8008/patroni", new MemberName("pg-4"), "url"))));
    }

    @Test
    void a_list_counts_as_under_way_until_a_reading_shows_it() {
        View publishing = leader().withFailsafe("pg-1", "pg-2").view();
        FailsafePast underWay = FailsafePast.after(publishing);
        View shown = leader().withFailsafe("pg-1", "pg-2", "pg-3")
                .remembering(past -> past.underWay.putAll(underWay.underWay()))
                .view();

        assertThat(underWay.underWay()).containsOnlyKeys("pg-1", "pg-2", "pg-3");
        assertThat(FailsafePast.after(shown).underWay()).isEmpty();
    }

    @Spec("HA-022")
    @Test
    void the_leader_writes_every_member_with_an_address_when_that_changes() {
        assertThat(Duties.of(leader().withFailsafe("pg-2").view()).failsafe().orElseThrow())
                .containsOnly(
                        Map.entry("pg-1", "http://pg-1:8008/patroni"),
                        Map.entry("pg-2", "http://pg-2:8008/patroni"),
                        Map.entry("pg-3", "http://pg-3:8008/patroni"));
        assertThat(Duties.of(leader().withFailsafe("pg-1", "pg-2", "pg-3").view())
                        .failsafe())
                .isEmpty();
        assertThat(Duties.of(leader().view()).failsafe()).isEmpty();
    }

    @Test
    void a_member_whose_record_is_gone_stays_on_the_list_for_ttl() {
        assertThat(Duties.of(withoutRecordOfPg3(Duration.ofSeconds(20)).view()).failsafe())
                .isEmpty();
        assertThat(Duties.of(withoutRecordOfPg3(Duration.ofSeconds(40)).view())
                        .failsafe()
                        .orElseThrow())
                .containsOnlyKeys("pg-1", "pg-2");
    }

    @Test
    void a_leader_whose_own_record_is_not_there_yet_writes_no_list() {
        assertThat(Duties.of(leader().withFailsafe("pg-1").withoutMember("pg-2").view())
                        .failsafe())
                .isEmpty();
    }

    @Spec("D-150")
    @Test
    void who_is_not_on_the_list_does_not_race() {
        isWait(seenBy("pg-2").asStandby().whileLeaseIsVacant().withFailsafe("pg-1", "pg-3"), Rule.NOT_LISTED);
    }

    @Spec({"HA-172", "HA-069"})
    @Test
    void who_is_not_on_the_list_never_leads_whatever_it_was_and_whoever_asks_for_it() {
        isWait(
                seenBy("pg-2")
                        .asStandby()
                        .whileLeaseIsVacant()
                        .withFailover("", "pg-2")
                        .withFailsafe("pg-1"),
                Rule.NOT_LISTED);
        isDemotion(
                seenBy("pg-2").asPrimary().whileLeaseIsVacant().withFailsafe("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.UNLISTED_PRIMARY);
        is(
                seenBy("pg-2").asStandby().whileLeaseIsMine().withFailsafe("pg-1"),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_UNLISTED);
    }

    @Test
    void nobody_waits_for_a_member_that_the_list_leaves_out() {
        View view = seenBy("pg-2")
                .asStandby()
                .whileLeaseIsVacant()
                .withFailover("pg-2", "")
                .withFailsafe("pg-1", "pg-2")
                .view();
        var peers = new TreeMap<MemberName, PeerAnswer>();
        peers.put(new MemberName("pg-3"), Servers.peer(3, "0/3000000", Tags.NONE));

        assertThat(Decider.decide(view.with(Peers.asked(peers))))
                .isEqualTo(new Decision(new Action.AcquireLease(), Rule.RACE_AS_OLD_LEADER));
        peers.put(new MemberName("pg-1"), Servers.peer(3, "0/3000000", Tags.NONE));
        assertThat(Decider.decide(view.with(Peers.asked(peers))).rule()).isEqualTo(Rule.OTHERS_FIRST);
    }

    @Test
    void an_old_list_binds_nobody_when_the_mode_is_off() {
        Views views =
                seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsVacant().withFailsafe("pg-1");

        is(views.with(with -> with.failsafe = false), new Action.AcquireLease(), Rule.RACE);
    }

    @Spec("HA-061")
    @Test
    void members_on_the_list_are_asked_in_a_race_even_without_a_record() {
        Views views = seenBy("pg-2")
                .asStandby()
                .whileLeaseIsVacant()
                .withoutMember("pg-3")
                .withFailsafe("pg-1", "pg-2", "pg-3");

        assertThat(Members.others(views.view())).containsExactly(new MemberName("pg-1"), new MemberName("pg-3"));
    }

    @Test
    void an_agent_that_may_have_forgotten_a_promise_waits_until_it_would_be_over() {
        Views fresh = seenBy("pg-2")
                .asStandby()
                .withoutAnswers()
                .whileLeaseIsVacant()
                .withFailsafe("pg-1", "pg-2")
                .remembering(past -> past.firstTurnAgo = Optional.of(Duration.ofSeconds(29)));

        isWait(fresh, Rule.MAY_HAVE_PROMISED);
        isWait(fresh.remembering(past -> past.firstTurnAgo = Optional.empty()), Rule.MAY_HAVE_PROMISED);
        is(fresh.remembering(past -> past.firstTurnAgo = Optional.of(Views.TTL)), new Action.AcquireLease(), Rule.RACE);
        is(
                fresh.remembering(past -> past.firstTurnAgo = Optional.empty()).withFailsafe("pg-2"),
                new Action.AcquireLease(),
                Rule.RACE);
    }

    private static Views primary() {
        return leading(seenBy("pg-2").asPrimary().whileDcsIsSilent());
    }

    private static Views leading(Views views) {
        return views.remembering(past -> past.confirmedFor = Optional.of(LEFT));
    }

    private static Views leader() {
        return seenBy("pg-2").asPrimary().whileLeaseIsMine();
    }

    private static Views withoutRecordOfPg3(Duration since) {
        return leader().withoutMember("pg-3")
                .withFailsafe("pg-1", "pg-2", "pg-3")
                .remembering(past -> past.slotsSeen.put("pg_3", Views.NOW - since.toNanos()));
    }
}

package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.dcs.Tags;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a member waits before the race, and until when at the most. */
class RaceReasonsTest {

    private static final Action RACES = new Action.AcquireLease();

    @Test
    @Spec({"HA-066", "D-130"})
    void the_race_is_put_off_for_a_turn_and_then_while_the_log_of_the_leader_grows() {
        is(backoff(Duration.ofSeconds(4), "0/3000000"), lookAgain(6), Rule.RACE_LATER);
        is(backoff(Duration.ofSeconds(15), "0/2FFFFFF"), lookAgain(15), Rule.RACE_LATER);
        is(backoff(Duration.ofSeconds(30), "0/2FFFFFF"), RACES, Rule.RACE);
        is(
                backoff(Duration.ofSeconds(15), "0/2FFFFFF").with(with -> with.raceBackoff = Duration.ZERO),
                RACES,
                Rule.RACE);
        is(backoff(Duration.ofSeconds(4), "0/2FFFFFF").withFailover("pg-1", "pg-2"), RACES, Rule.RACE_ON_REQUEST);
    }

    @Test
    @Spec("LES-032")
    void a_stream_that_carries_nothing_is_no_sign_of_life() {
        is(backoff(Duration.ofSeconds(15), "0/3000000"), RACES, Rule.RACE);
        is(backoff(Duration.ofSeconds(15), "0/2FFFFFF").asStandby(), RACES, Rule.RACE);
    }

    @Test
    @Spec("LES-008")
    void a_leader_whose_key_vanished_is_waited_for_while_its_lease_may_last() {
        is(vanished(Duration.ZERO, "running").withoutAnswers(), lookAgain(1), Rule.LEADER_VANISHED);
        is(vanished(Duration.ofSeconds(30), "running").withoutAnswers(), RACES, Rule.RACE);
        is(vanished(Duration.ZERO, "stopping").withoutAnswers(), RACES, Rule.RACE);
        is(vanished(Duration.ZERO, "running").withoutMember("pg-1").withoutAnswers(), RACES, Rule.RACE);
        is(vanished(Duration.ZERO, "running").withPeer("pg-1", 3, "0/3000000"), RACES, Rule.RACE);
        is(
                vanished(Duration.ZERO, "running").withPeer("pg-1", Servers.primaryPeer(3, "0/3000000")),
                new Action.Wait(),
                Rule.PRIMARY_ALIVE);
    }

    @Test
    @Spec("LES-027")
    void a_member_catches_up_from_a_more_advanced_one_that_may_not_lead() {
        is(beside("0/3000100"), new Action.Follow(Optional.of(member("pg-3"))), Rule.CATCH_UP);
        is(beside("0/3000100").asStandbyWithoutSlotOf("pg-3"), lookAgain(1), Rule.CATCHING_UP);
        is(beside("0/3000000"), RACES, Rule.RACE);
        is(beside("0/3000100").remembering(past -> past.leaderlessFor = seconds(30)), RACES, Rule.RACE);
        is(beside("0/3000100").with(with -> with.catchUp = Duration.ZERO), RACES, Rule.RACE);
    }

    @Test
    @Spec("LES-027")
    void catching_up_comes_before_the_lag_is_judged() {
        is(
                beside("0/3000100").withLastPosition("0/9000000"),
                new Action.Follow(Optional.of(member("pg-3"))),
                Rule.CATCH_UP);
    }

    @Test
    void when_everybody_lags_the_most_advanced_may_lead_after_the_time_that_the_operator_gave() {
        is(lagging(59).withoutAnswers(), new Action.Wait(), Rule.LAGGING);
        is(lagging(60).withoutAnswers(), RACES, Rule.RACE_DESPITE_LAG);
        is(lagging(60).withPeer("pg-3", 3, "0/3000001"), new Action.Wait(), Rule.PEER_AHEAD);
        is(
                lagging(3600)
                        .with(with -> with.despiteLagAfter = Optional.empty())
                        .withoutAnswers(),
                new Action.Wait(),
                Rule.LAGGING);
    }

    @Test
    @Spec("LES-049")
    void a_leader_that_nobody_reaches_yields_if_the_operator_wants_that() {
        is(unheard(60), new Action.AskPeers(Members.others(unheard(60).view())), Rule.ASK_WHETHER_ISOLATED);
        is(unheard(60).withoutAnswers(), new Action.Demote(Demotion.GRACEFUL), Rule.YIELD_ISOLATED);
        is(unheard(60).withPeer("pg-3", 3, "0/3000000"), new Action.Wait(), Rule.LEAD);
        is(unheard(59).withoutAnswers(), new Action.Wait(), Rule.LEAD);
        is(unheard(60).paused().withoutAnswers(), new Action.Wait(), Rule.LEAD);
        is(unheard(60).withoutMember("pg-1").withoutMember("pg-3").withoutAnswers(), new Action.Wait(), Rule.LEAD);
        is(
                unheard(3600)
                        .with(with -> with.yieldWhenIsolatedAfter = Optional.empty())
                        .withoutAnswers(),
                new Action.Wait(),
                Rule.LEAD);
    }

    private static Views backoff(Duration leaderless, String before) {
        return seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsVacant()
                .withoutAnswers()
                .with(with -> with.raceBackoff = Duration.ofSeconds(30))
                .remembering(past -> {
                    past.leaderlessFor = Optional.of(leaderless);
                    past.lastPosition = Optional.of(Lsn.parse(before));
                });
    }

    private static Views vanished(Duration leaderless, String state) {
        Cluster led = seenBy("pg-2").whileLeaseIsHeldBy("pg-1").view().cluster();
        return seenBy("pg-2")
                .whileLeaseIsVacant()
                .withMember("pg-1", Map.of("role", "primary", "state", state))
                .remembering(past -> {
                    past.lastLed = Optional.of(led);
                    past.leaderlessFor = Optional.of(leaderless);
                });
    }

    private static Views beside(String position) {
        Map<String, Object> tags = Map.of("nofailover", true);
        return seenBy("pg-2")
                .whileLeaseIsVacant()
                .withMember("pg-3", Map.of("tags", tags))
                .withPeer("pg-3", Servers.peer(3, position, new Tags(tags)));
    }

    private static Views lagging(int leaderless) {
        return seenBy("pg-2")
                .whileLeaseIsVacant()
                .withLastPosition("0/4000000")
                .with(with -> with.despiteLagAfter = seconds(60))
                .remembering(past -> past.leaderlessFor = seconds(leaderless));
    }

    private static Views unheard(int seconds) {
        return seenBy("pg-2")
                .asPrimary()
                .whileLeaseIsMine()
                .with(with -> with.yieldWhenIsolatedAfter = seconds(60))
                .remembering(past -> past.unheardFor = seconds(seconds));
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Action lookAgain(int seconds) {
        return new Action.LookAgain(Duration.ofSeconds(seconds));
    }
}

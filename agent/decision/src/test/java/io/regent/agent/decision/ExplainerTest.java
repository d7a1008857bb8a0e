package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Finding.Verdict;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who was looked at, and which check each of them failed. */
class ExplainerTest {

    private static final int RANDOM_CYCLES = 2_000;

    @Test
    void a_standby_that_lags_says_by_how_much_and_what_is_allowed() {
        var standby = seenBy("pg-2").asStandby().withoutAnswers().withLastPosition("0/6000000");

        assertThat(told(standby))
                .containsExactly("pg-2 REFUSED: my WAL lags more than maximum_lag_on_failover: "
                        + "48 MB behind, limit 1 MB; the last leader published 0/6000000");
    }

    @Test
    void every_check_that_failed_is_told_not_only_the_first() {
        var standby = seenBy("pg-2")
                .asStandby()
                .tagged("nofailover", true)
                .withHistoryUpTo(4)
                .withLastPosition("0/6000000")
                .withPeer("pg-3", 3, "0/3000100");

        assertThat(explained(standby).findings())
                .extracting(Finding::rule)
                .startsWith(
                        Optional.of(Rule.NOFAILOVER),
                        Optional.of(Rule.BEHIND_TIMELINE),
                        Optional.of(Rule.LAGGING),
                        Optional.of(Rule.PEER_AHEAD));
    }

    @Test
    void a_member_that_is_ahead_is_named_with_both_positions() {
        var standby = seenBy("pg-2").asStandbyAt(3, "0/5000000").withPeer("pg-3", 3, "0/5000100");

        assertThat(told(standby))
                .containsExactly(
                        "pg-2 REFUSED: pg-3 is ahead: 0/5000100 against 0/5000000",
                        "pg-3 FIT: holds 0/5000100 on timeline 3");
    }

    @Test
    void a_member_on_a_newer_timeline_is_ahead_on_its_timeline() {
        var standby = seenBy("pg-2")
                .asStandbyAt(3, "0/5000000")
                .withFailover("pg-1", "")
                .withPeer("pg-3", 4, "0/4000000");

        assertThat(told(standby))
                .contains("pg-2 REFUSED: pg-3 is ahead: 0/4000000 on timeline 4 against 0/5000000 on timeline 3");
    }

    @Test
    void a_preferred_member_is_named_with_both_priorities() {
        var standby = seenBy("pg-2")
                .asStandby()
                .withPeer("pg-3", Servers.peer(3, "0/3000000", new Tags(Map.of("failover_priority", 2))));

        assertThat(told(standby)).contains("pg-2 REFUSED: pg-3 has failover_priority 2 against 1");
    }

    @Test
    void a_member_that_may_race_says_what_it_holds() {
        var standby = seenBy("pg-2").asStandby().withPeer("pg-3", 3, "0/2000000");

        assertThat(told(standby))
                .containsExactly("pg-2 FIT: holds 0/3000000 on timeline 3", "pg-3 FIT: holds 0/2000000 on timeline 3");
    }

    @Test
    void after_a_total_loss_of_power_each_member_tells_what_it_holds_and_what_would_be_lost() {
        var standby = seenBy("pg-2")
                .asStandbyAt(3, "0/5000000")
                .withLastPosition("0/8000000")
                .withPeer("pg-1", new PeerAnswer.Unreached("connection refused"))
                .withPeer("pg-3", Servers.peer(3, "0/7000000", new Tags(Map.of("nofailover", true))));

        assertThat(told(standby))
                .containsExactly(
                        "pg-2 REFUSED: catching up from a more advanced member that may not lead",
                        "pg-2 REFUSED: my WAL lags more than maximum_lag_on_failover: "
                                + "48 MB behind, limit 1 MB; the last leader published 0/8000000",
                        "pg-1 UNKNOWN: did not answer: connection refused",
                        "pg-3 REFUSED: not allowed to lead (nofailover, or failover_priority 0); holds 0/7000000 on"
                                + " timeline 3, 16 MB less than the last leader published (0/8000000)");
    }

    @Test
    void a_leader_that_refuses_a_switchover_says_what_each_member_fails() {
        var leader = seenBy("pg-1")
                .asPrimaryAt(3, "0/6000000")
                .whileLeaseIsMine()
                .withFailover("pg-1", "pg-2")
                .withPeer("pg-2", 3, "0/3000000")
                .withPeer("pg-3", 2, "0/6000000");

        assertThat(told(leader))
                .containsExactly(
                        "pg-2 REFUSED: 48 MB behind, limit 1 MB; holds 0/3000000 on timeline 3",
                        "pg-3 REFUSED: on timeline 2, older than 3; holds 0/6000000 on timeline 2");
        assertThat(explained(leader).facts()).containsEntry("request", "switchover from pg-1 to pg-2");
    }

    @Test
    void a_leader_that_steps_down_says_who_lacks_the_end_of_its_log() {
        var leader = seenBy("pg-1")
                .asPrimary()
                .whileLeaseIsMine()
                .with(new BackgroundWork.Running(
                        Task.DEMOTE, Duration.ofSeconds(5), false, Optional.of(Servers.shutdown())))
                .withPeer("pg-2", 3, "0/2FFFF00");

        assertThat(told(leader))
                .containsExactly("pg-2 REFUSED: 256 bytes behind the end of the log (0/2FFFF00 against 0/3000000);"
                        + " holds 0/2FFFF00 on timeline 3");
    }

    @Test
    void a_diverged_member_says_why_it_is_not_rewound_and_not_copied() {
        var standby = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .remembering(past -> past.divergenceDue = true)
                .with(with -> with.rewindAllowed = true)
                .withMember("pg-1", Map.of("checkpoint_after_promote", false))
                .withDivergence(new Divergence.Diverged("1 byte"));

        assertThat(told(standby))
                .contains(
                        "pg-2 REFUSED: pg_rewind waits for pg-1 to run and to write its checkpoint after the promotion")
                .anyMatch(line -> line.contains("remove_data_directory_on_diverged_timelines is off"));
    }

    @Test
    void a_quiet_cluster_needs_no_findings() {
        assertThat(explained(seenBy("pg-2").asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1")))
                .satisfies(quiet -> assertThat(quiet.findings()).isEmpty())
                .satisfies(quiet -> assertThat(quiet.facts().keySet()).containsExactly("leader", "lease", "server"));
    }

    @Test
    void what_modes_and_the_watchdog_had_to_do_with_it_is_among_the_inputs() {
        var standby = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .promising("pg-1", 1, "pg-2", "pg-3")
                .withPromiseTo("pg-1", Duration.ofSeconds(20))
                .with(new WatchdogState.Failed("no device"))
                .inStandbyCluster();

        assertThat(explained(standby).facts())
                .containsEntry("every commit is with", "pg-1, or any 2 of pg-2, pg-3")
                .containsEntry("failsafe mode", "this member consented that pg-1 leads without the DCS")
                .containsEntry("watchdog", "failed: no device")
                .containsEntry("replicates", Servers.REMOTE + ":5432");

        var alone = seenBy("pg-1").asPrimary().promising("pg-1", 0).whileDcsIsSilent();
        var refused = new FailsafeVotes.Refused(new TreeMap<>(Map.of(new MemberName("pg-3"), "timed out")));
        assertThat(explained(alone.with(refused)).facts())
                .containsEntry("every commit is with", "pg-1")
                .containsEntry("failsafe mode", "pg-3 does not consent: timed out");
    }

    @Test
    void there_is_an_explanation_for_every_view() {
        for (long seed = 0; seed < RANDOM_CYCLES; seed++) {
            var random = new Random(seed);
            var answers = new RandomAnswers(random);
            View view = RandomViews.atTheBeginning(random);
            for (int step = 0; step < 16; step++) {
                Decision decision = Decider.decide(view);
                assertThat(Explainer.explain(view, decision).facts()).containsKeys("leader", "lease", "server");
                assertThat(Sentence.of(view, decision)).doesNotContain("{");
                if (!(decision.action() instanceof Action.Question question)) {
                    break;
                }
                view = answers.answer(question, view);
            }
        }
    }

    @Test
    void what_the_table_refuses_for_is_among_the_findings() {
        DecisionTable.rows().forEach(row -> {
            Decision decision = Decider.decide(row.view());
            if (isRefused(row.view(), decision)) {
                assertThat(Explainer.explain(row.view(), decision).findings())
                        .as(row.toString())
                        .anyMatch(finding -> finding.verdict() == Verdict.REFUSED
                                && finding.rule()
                                        .filter(decision.rule()::equals)
                                        .isPresent());
            }
        });
    }

    private static boolean isRefused(View view, Decision decision) {
        return view.lease() instanceof Lease.Vacant
                && view.postgres() instanceof PostgresState.Running
                && decision.action() instanceof Action.Command;
    }

    private static List<String> told(Views views) {
        return explained(views).findings().stream()
                .map(finding -> "%s %s: %s".formatted(finding.about(), finding.verdict(), finding.words()))
                .toList();
    }

    private static Explanation explained(Views views) {
        View view = views.view();
        return Explainer.explain(view, Decider.decide(view));
    }
}

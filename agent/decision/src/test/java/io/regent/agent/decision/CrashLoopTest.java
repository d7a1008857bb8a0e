package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server that crashes again and again (LES-056). */
class CrashLoopTest {

    @Test
    void the_first_attempt_is_made_at_once() {
        is(crashed().whileLeaseIsMine(), new Action.StartPrimary(), Rule.RESTART_CRASHED);
    }

    @Test
    void each_further_attempt_waits_twice_as_long_and_a_minute_at_the_most() {
        isWait(crashed(9).whileLeaseIsMine(), Rule.RESTART_CRASHED_LATER);
        is(crashed(10).whileLeaseIsMine(), new Action.StartPrimary(), Rule.RESTART_CRASHED);
        isWait(crashed(300, 19).whileLeaseIsMine(), Rule.RESTART_CRASHED_LATER);
        is(crashed(300, 20).whileLeaseIsMine(), new Action.StartPrimary(), Rule.RESTART_CRASHED);
        is(
                crashed(500, 400, 300, 200, 100, 60).withoutAnswers().whileLeaseIsMine(),
                new Action.StartPrimary(),
                Rule.RESTART_CRASHED);
    }

    @Test
    @Spec("LES-056")
    void over_the_budget_another_member_leads_if_one_can() {
        var over = crashed(300, 200, 100);
        is(over.whileLeaseIsMine(), new Action.AskPeers(Members.others(over.view())), Rule.ASK_BEFORE_GIVING_UP);
        is(
                crashed(300, 200, 100).withPeer("pg-1", 3, "0/3000000").whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.CRASHES_TOO_OFTEN);
        is(crashed(300, 200, 100).withoutAnswers().whileLeaseIsMine(), new Action.StartPrimary(), Rule.RESTART_CRASHED);
    }

    @Test
    void a_budget_of_zero_is_none() {
        is(
                crashed(300, 200, 100)
                        .with(with -> with.fencing = new Settings.Fencing(
                                Duration.ZERO,
                                0,
                                new Settings.CrashBudget(0, Duration.ofMinutes(10), Duration.ofMinutes(10))))
                        .whileLeaseIsMine(),
                new Action.StartPrimary(),
                Rule.RESTART_CRASHED);
    }

    @Test
    void a_node_that_gave_up_leaves_the_race_to_others_while_there_are_any() {
        isWait(gaveUp().withPeer("pg-1", 3, "0/3000000").whileLeaseIsVacant(), Rule.HOLDS_BACK);
        is(gaveUp().withoutAnswers().whileLeaseIsVacant(), new Action.AcquireLease(), Rule.RACE);
    }

    @Test
    void an_operator_who_names_it_is_obeyed() {
        is(
                gaveUp().withFailover("", "pg-2")
                        .withPeer("pg-1", 3, "0/3000000")
                        .whileLeaseIsVacant(),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
    }

    @Test
    void attempts_are_remembered_for_the_window_and_a_surrender_for_the_hold() {
        View view = crashed(601, 599).whileLeaseIsMine().view();

        Memory started = Memory.after(view, new Decision(new Action.StartPrimary(), Rule.RESTART_CRASHED));
        Memory given =
                Memory.after(view, new Decision(new Action.ReleaseLease(Optional.empty()), Rule.CRASHES_TOO_OFTEN));

        assertThat(started.crashes()).isEqualTo(new Crashes(List.of(ago(599), Views.NOW), Optional.empty()));
        assertThat(given.crashes().gaveUpAt()).contains(Views.NOW);
        assertThat(afterWaiting(given(599))).contains(ago(599));
        assertThat(afterWaiting(given(600))).isEmpty();
    }

    private static Optional<Long> afterWaiting(Crashes crashes) {
        View view = seenBy("pg-2")
                .asStandby()
                .remembering(past -> past.crashes = crashes)
                .view();
        return Memory.after(view, new Decision(new Action.Wait(), Rule.STANDBY))
                .crashes()
                .gaveUpAt();
    }

    private static Crashes given(int secondsAgo) {
        return new Crashes(List.of(), Optional.of(ago(secondsAgo)));
    }

    private static Views gaveUp() {
        return seenBy("pg-2").asStandby().remembering(past -> past.crashes = given(5));
    }

    private static Views crashed(Integer... secondsAgo) {
        Views views = seenBy("pg-2");
        Situations.crashedPrimary(views);
        List<Long> attempts = Stream.of(secondsAgo).map(CrashLoopTest::ago).toList();
        return views.remembering(past -> past.crashes = new Crashes(attempts, Optional.empty()));
    }

    private static long ago(int seconds) {
        return Views.NOW - Duration.ofSeconds(seconds).toNanos();
    }
}

package io.regent.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.watchdog.WatchdogState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for every decision (table T16), tried on cycles that begin with any view and get any answer. A cycle is repeated by
 * its seed.
 */
class InvariantsTest {

    private static final int TRIES = 5000;
    private static final int MAX_STEPS = 16;

    /** One decision of a cycle, and the view that it was taken on. */
    record Step(View view, Decision decision) {}

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    @Property(tries = TRIES)
    void one_view_has_one_decision(@ForAll("seeds") long seed) {
        View view = RandomViews.atTheBeginning(new Random(seed));

        assertThat(Decider.decide(view)).isEqualTo(Decider.decide(view));
    }

    @Property(tries = TRIES)
    void every_cycle_ends_and_no_question_is_asked_twice(@ForAll("seeds") long seed) {
        List<Step> cycle = cycle(seed);

        Set<Action> asked = new HashSet<>();
        cycle.subList(0, cycle.size() - 1)
                .forEach(step -> assertThat(asked.add(step.decision().action()))
                        .as("%s", step)
                        .isTrue());
        assertThat(cycle.getLast().decision().action()).isInstanceOf(Action.Command.class);
    }

    @Spec("HA-058")
    @Property(tries = TRIES)
    void a_primary_without_a_confirmed_lease_is_demoted(@ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();
        View view = end.view();
        boolean alone = view.isPrimary()
                && !view.paused()
                && !view.leads()
                && !view.memory().bootstrapping()
                && !isDemoting(view)
                && !runsInSingleUserMode(view);

        if (alone && end.decision().rule() != Rule.FOREIGN_DATA) {
            assertThat(end.decision().action()).as("%s", end).isInstanceOf(Action.Demote.class);
        }
    }

    @Property(tries = TRIES)
    void only_a_silent_store_leaves_the_leadership_to_the_members(@ForAll("seeds") long seed) {
        for (Step step : cycle(seed)) {
            if (step.decision().action() instanceof Action.AskFailsafe
                    || step.decision().rule() == Rule.LEAD_BY_CONSENT) {
                assertThat(step.view().lease()).as("%s", step).isInstanceOf(Lease.Unanswered.class);
                assertThat(step.view().isPrimary()).as("%s", step).isTrue();
            }
        }
    }

    @Property(tries = TRIES)
    void only_the_holder_of_a_confirmed_lease_is_promoted(@ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();

        if (end.decision().action() instanceof Action.Promote
                || end.decision().action() instanceof Action.StartPrimary) {
            assertThat(end.view().lease()).as("%s", end).isInstanceOf(Lease.Mine.class);
        }
    }

    @Property(tries = TRIES)
    void nobody_becomes_a_primary_in_a_standby_cluster(@ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();

        if (end.view().isStandbyCluster()) {
            assertThat(end.decision().action())
                    .as("%s", end)
                    .isNotInstanceOfAny(Action.Promote.class, Action.StartPrimary.class, Action.Bootstrap.class);
        }
    }

    @Spec("HA-160")
    @Property(tries = TRIES)
    void in_pause_nothing_happens_to_the_server_that_nobody_asked_for(@ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();
        View view = end.view();
        boolean leftAlone = view.paused()
                && view.request().isEmpty()
                && view.failover().isEmpty()
                && !view.memory().bootstrapping()
                && end.decision().rule() != Rule.STOP_WITHOUT_DATA;

        if (leftAlone) {
            assertThat(end.decision().action())
                    .as("%s", end)
                    .isInstanceOfAny(
                            Action.Wait.class, Action.Follow.class, Action.ReleaseLease.class, Action.Exit.class);
        }
    }

    @Property(tries = TRIES)
    void the_lease_is_released_only_when_nothing_can_be_committed(@ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();
        View view = end.view();

        if (end.decision().action() instanceof Action.ReleaseLease && !view.paused()) {
            boolean proved = isShutDown(view)
                    || switch (view.postgres()) {
                        case PostgresState.Stopped _ -> true;
                        case PostgresState.Running(ServerFacts facts) -> facts.role() == Role.STANDBY;
                        case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ ->
                            !DataDirectory.mayStillRun(view);
                        case PostgresState.Starting _, PostgresState.Unresponsive _ -> false;
                    };
            assertThat(proved).as("%s", end).isTrue();
        }
    }

    @Property(tries = TRIES)
    void the_agent_ends_itself_for_few_reasons(@ForAll("seeds") long seed) {
        Decision end = cycle(seed).getLast().decision();

        if (end.action() instanceof Action.Exit) {
            assertThat(end.rule())
                    .isIn(EnumSet.of(
                            Rule.LEAVE_PAUSED, Rule.STOPPED, Rule.FOREIGN_DATA, Rule.STANDBY_OF_UNKNOWN_CLUSTER));
        }
        if (end.action() instanceof Action.AbandonBootstrap) {
            assertThat(end.rule())
                    .isIn(EnumSet.of(Rule.BOOTSTRAP_FAILED, Rule.BOOTSTRAP_WITHOUT_WATCHDOG, Rule.ABANDON_AT_STOP));
        }
    }

    @Property(tries = TRIES)
    void no_data_is_replaced_by_a_copy_of_itself(@ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();

        var me = new Origin.Peer(end.view().me());
        assertThat(end.decision().action())
                .as("%s", end)
                .isNotIn(new Action.Clone(me), new Action.Rewind(me), new Action.Follow(Optional.of(me)));
    }

    @Property(tries = TRIES)
    void the_lease_is_acquired_when_vacant_and_renewed_when_claimed(@ForAll("seeds") long seed) {
        for (Step step : cycle(seed)) {
            switch (step.decision().action()) {
                case Action.AcquireLease _ ->
                    assertThat(step.view().lease()).as("%s", step).isInstanceOf(Lease.Vacant.class);
                case Action.RenewLease _ ->
                    assertThat(step.view().lease()).as("%s", step).isInstanceOf(Lease.Claimed.class);
                case Action.Question _, Action.Command _ -> {}
            }
        }
    }

    /** The new cluster's first member arms it before it writes anything, because a refusal takes everything back (D-043). */
    @Property(tries = TRIES)
    void the_watchdog_is_started_only_for_the_holder_of_a_confirmed_lease(@ForAll("seeds") long seed) {
        for (Step step : cycle(seed)) {
            View view = step.view();
            if (step.decision().action() instanceof Action.ArmWatchdog) {
                assertThat(view.paused()).as("%s", step).isFalse();
                assertThat(view.lease() instanceof Lease.Mine || view.memory().bootstrapping())
                        .as("%s", step)
                        .isTrue();
            }
        }
    }

    @Property(tries = TRIES)
    void nobody_becomes_or_stays_a_primary_without_the_watchdog_that_is_required_or_can_be_had(
            @ForAll("seeds") long seed) {
        Step end = cycle(seed).getLast();
        boolean missing = end.view().watchdog() instanceof WatchdogState.Failed
                || end.view().watchdog() instanceof WatchdogState.Ready;

        if (missing && !end.view().paused()) {
            assertThat(end.decision().action())
                    .as("%s", end)
                    .isNotInstanceOfAny(Action.Promote.class, Action.StartPrimary.class);
            assertThat(end.decision().rule()).as("%s", end).isNotEqualTo(Rule.LEAD);
        }
    }

    private static List<Step> cycle(long seed) {
        var random = new Random(seed);
        var world = new RandomAnswers(random);
        var steps = new ArrayList<Step>();
        View view = RandomViews.atTheBeginning(random);
        while (steps.size() < MAX_STEPS) {
            Decision decision = Decider.decide(view);
            steps.add(new Step(view, decision));
            switch (decision.action()) {
                case Action.Question question -> view = world.answer(question, view);
                case Action.Command _ -> {
                    return steps;
                }
            }
        }
        throw new AssertionError("no command after %d steps: %s".formatted(MAX_STEPS, steps));
    }

    /** Nobody can commit through such a server, which does not answer either. */
    private static boolean runsInSingleUserMode(View view) {
        return view.postgres() instanceof PostgresState.Unresponsive
                && view.work() instanceof BackgroundWork.Running running
                && (running.task() == Task.RECOVER || running.task() == Task.REWIND);
    }

    private static boolean isDemoting(View view) {
        return view.work() instanceof BackgroundWork.Running running && running.task() == Task.DEMOTE;
    }

    private static boolean isShutDown(View view) {
        return view.work() instanceof BackgroundWork.Running running
                && running.shutDownAt().isPresent();
    }
}

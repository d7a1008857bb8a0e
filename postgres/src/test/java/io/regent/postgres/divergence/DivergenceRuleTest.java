package io.regent.postgres.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.TimelineHistory.Fork;
import io.regent.postgres.wal.WalPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

@Spec("LES-066")
class DivergenceRuleTest {

    private static final TimelineHistory LEADER = new TimelineHistory(
            new Timeline(3),
            List.of(
                    new Fork(new Timeline(1), Lsn.parse("0/3000148"), "no recovery target specified"),
                    new Fork(new Timeline(2), Lsn.parse("0/5000000"), "no recovery target specified")));

    @Test
    void a_log_that_ends_exactly_where_the_timeline_was_left_needs_no_rewind() {
        assertThat(judge(2, "0/5000000")).isEqualTo(new Divergence.Follows());
        assertThat(judge(1, "0/3000148")).isEqualTo(new Divergence.Follows());
    }

    @Test
    void one_record_more_has_diverged() {
        assertThat(judge(2, "0/5000028")).isInstanceOf(Divergence.Diverged.class);
    }

    @Test
    void the_leaders_own_timeline_is_fine() {
        assertThat(judge(3, "0/9000000")).isEqualTo(new Divergence.Follows());
    }

    @Test
    void a_newer_timeline_has_diverged() {
        assertThat(judge(4, "0/3000148")).isInstanceOf(Divergence.Diverged.class);
    }

    @Test
    void a_timeline_that_is_missing_from_the_history_has_diverged() {
        var leader = new TimelineHistory(new Timeline(3), List.of(LEADER.forks().getFirst()));

        assertThat(DivergenceRule.judge(exact(2, "0/4000000"), Optional.empty(), leader))
                .isInstanceOf(Divergence.Diverged.class);
    }

    @Test
    @Spec("LES-023")
    void a_timeline_of_the_same_number_that_began_elsewhere_is_another_one() {
        assertThat(DivergenceRule.judge(exact(3, "0/5000100"), past(3, "0/4FFFF00"), LEADER))
                .isEqualTo(new Divergence.Irreconcilable(
                        "the local log ends at 0/5000100 on timeline 3, and the leader came to"
                                + " timeline 3 another way"));
        assertThat(DivergenceRule.judge(exact(3, "0/5000100"), past(3, "0/5000000"), LEADER))
                .isEqualTo(new Divergence.Follows());
    }

    @Test
    @Spec("LES-023")
    void a_rewind_sees_that_an_ancestor_began_elsewhere() {
        var past = new TimelineHistory(new Timeline(2), List.of(new Fork(new Timeline(1), Lsn.parse("0/3000100"), "")));

        assertThat(DivergenceRule.judge(exact(2, "0/4000000"), Optional.of(past), LEADER))
                .isInstanceOf(Divergence.Diverged.class);
    }

    @Test
    void after_a_crash_only_what_is_past_the_fork_for_sure_has_diverged() {
        assertThat(DivergenceRule.judge(atLeast(2, "0/6000000"), Optional.empty(), LEADER))
                .isInstanceOf(Divergence.Diverged.class);
        assertThat(DivergenceRule.judge(atLeast(2, "0/4000000"), Optional.empty(), LEADER))
                .isInstanceOf(Divergence.NotKnown.class);
        assertThat(DivergenceRule.judge(atLeast(3, "0/6000000"), Optional.empty(), LEADER))
                .isEqualTo(new Divergence.Follows());
    }

    /** A log is a sequence of cells, each the timeline that wrote it; following means that ours is a prefix of the leader's. */
    @Property(tries = 2000)
    void the_decision_agrees_with_comparing_the_logs_cell_by_cell(@ForAll Random random) {
        var ours = new ArrayList<>(List.of(1));
        var theirs = new ArrayList<>(List.of(1));
        int newest = grow(random, List.of(ours, theirs));
        var end = new WalPosition(new Timeline(ours.getLast()), new Lsn(ours.size()));
        boolean sameTimeline = ours.getLast().equals(theirs.getLast());
        boolean prefix =
                ours.size() <= theirs.size() && theirs.subList(0, ours.size()).equals(ours);

        Divergence decision =
                DivergenceRule.judge(new LocalEnd.Exact(end), Optional.of(history(ours)), history(theirs));

        assertThat(newest).isPositive();
        if (!sameTimeline) {
            assertThat(decision instanceof Divergence.Follows)
                    .as("ours %s, theirs %s", ours, theirs)
                    .isEqualTo(prefix);
        } else {
            assertThat(decision).isEqualTo(new Divergence.Follows());
        }
    }

    /** Writes, replicates and promotes at random; timelines are given out once. */
    private static int grow(Random random, List<List<Integer>> logs) {
        int newest = 1;
        for (int step = 0; step < 12; step++) {
            int chosen = random.nextInt(2);
            List<Integer> log = logs.get(chosen);
            List<Integer> other = logs.get(1 - chosen);
            switch (random.nextInt(3)) {
                case 0 -> log.add(log.getLast());
                case 1 -> {
                    newest++;
                    log.add(newest);
                }
                case 2 -> {
                    if (other.size() > log.size()
                            && other.subList(0, log.size()).equals(log)) {
                        log.add(other.get(log.size()));
                    }
                }
                default -> throw new IllegalStateException("no such step");
            }
        }
        return newest;
    }

    private static TimelineHistory history(List<Integer> log) {
        var forks = new ArrayList<Fork>();
        for (int i = 1; i < log.size(); i++) {
            if (!log.get(i).equals(log.get(i - 1))) {
                forks.add(new Fork(new Timeline(log.get(i - 1)), new Lsn(i), ""));
            }
        }
        return new TimelineHistory(new Timeline(log.getLast()), forks);
    }

    /** As the leader's, but for where the second timeline was left. */
    private static Optional<TimelineHistory> past(int timeline, String secondLeftAt) {
        return Optional.of(new TimelineHistory(
                new Timeline(timeline),
                List.of(LEADER.forks().getFirst(), new Fork(new Timeline(2), Lsn.parse(secondLeftAt), ""))));
    }

    private static Divergence judge(int timeline, String lsn) {
        return DivergenceRule.judge(exact(timeline, lsn), Optional.empty(), LEADER);
    }

    private static LocalEnd exact(int timeline, String lsn) {
        return new LocalEnd.Exact(new WalPosition(new Timeline(timeline), Lsn.parse(lsn)));
    }

    private static LocalEnd atLeast(int timeline, String lsn) {
        return new LocalEnd.AtLeast(new WalPosition(new Timeline(timeline), Lsn.parse(lsn)));
    }
}

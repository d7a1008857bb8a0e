package io.regent.postgres.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

@Spec("LES-023")
class SameLogTest {

    private static final int LENGTH = 5 * SameLog.PAGE_BYTES;
    private static final int BEGINNING = 1_000;
    private static final Timeline TIMELINE = new Timeline(3);

    private final byte[] ours = log();
    private final byte[] theirs = log();
    private int oldestOfOurs;
    private int oldestOfTheirs;
    private Function<WalPosition, LocalEnd> end = LocalEnd.Exact::new;

    @Test
    void the_same_log_follows() {
        assertThat(judge(LENGTH - 100, LENGTH)).isEqualTo(new Divergence.Follows());
        assertThat(judge(LENGTH, LENGTH)).isEqualTo(new Divergence.Follows());
    }

    @Test
    void another_beginning_is_another_timeline() {
        theirs[BEGINNING + 20]++;

        assertThat(judge(LENGTH - 100, LENGTH))
                .isEqualTo(new Divergence.Irreconcilable(
                        "the local log of timeline 3 is not the leader's log of that number:"
                                + " they differ between 0/3E8 and 0/400"));
    }

    @Test
    void another_last_record_is_another_timeline() {
        theirs[LENGTH - 101]++;

        assertThat(judge(LENGTH - 100, LENGTH)).isInstanceOf(Divergence.Irreconcilable.class);
    }

    @Test
    void what_comes_after_the_local_end_and_before_the_timeline_does_not_count() {
        theirs[LENGTH - 100]++;
        theirs[BEGINNING - 1]++;

        assertThat(judge(LENGTH - 100, LENGTH)).isEqualTo(new Divergence.Follows());
    }

    /** A rewind and a base backup copy the files of the log while the leader goes on writing them. */
    @Test
    void what_recovery_has_to_reach_may_still_have_to_come_from_the_leader() {
        end = LocalEnd.Recovering::new;
        Arrays.fill(ours, BEGINNING + 24, LENGTH, (byte) 0);

        assertThat(judge(LENGTH - 100, LENGTH)).isEqualTo(new Divergence.Follows());

        theirs[BEGINNING + 20]++;
        assertThat(judge(LENGTH - 100, LENGTH)).isInstanceOf(Divergence.Irreconcilable.class);
    }

    @Test
    void a_log_that_is_longer_than_the_leaders_has_to_wait_for_it() {
        assertThat(judge(LENGTH, LENGTH - 100)).isInstanceOf(Divergence.NotKnown.class);
    }

    @Test
    void a_longer_log_that_differs_before_is_known_at_once() {
        theirs[LENGTH - 101]++;

        assertThat(judge(LENGTH, LENGTH - 100)).isInstanceOf(Divergence.Irreconcilable.class);
    }

    @Test
    void who_has_written_nothing_on_the_timeline_follows() {
        Arrays.fill(theirs, (byte) 0);

        assertThat(judge(BEGINNING, LENGTH)).isEqualTo(new Divergence.Follows());
    }

    @Test
    void when_the_beginning_was_removed_the_end_still_tells() {
        theirs[BEGINNING + 20]++;
        oldestOfOurs = SameLog.PAGE_BYTES;
        assertThat(judge(LENGTH - 100, LENGTH)).isEqualTo(new Divergence.Follows());

        theirs[LENGTH - 101]++;
        assertThat(judge(LENGTH - 100, LENGTH)).isInstanceOf(Divergence.Irreconcilable.class);
    }

    @Test
    void when_nothing_is_left_the_numbers_have_to_do() {
        Arrays.fill(theirs, (byte) 0);
        oldestOfTheirs = LENGTH;

        assertThat(judge(LENGTH - 100, LENGTH)).isEqualTo(new Divergence.Follows());
    }

    /** From the point where two servers began to write apart from each other, every byte differs. */
    @Property(tries = 500)
    void logs_that_part_on_the_timeline_are_told_apart(
            @ForAll @IntRange(min = BEGINNING, max = LENGTH - 1) int parting,
            @ForAll @IntRange(min = BEGINNING, max = LENGTH) int ourEnd,
            @ForAll @IntRange(min = BEGINNING, max = LENGTH) int theirEnd) {
        for (int i = 0; i < LENGTH; i++) {
            theirs[i] = (byte) (i < parting ? ours[i] : ours[i] + 1);
        }
        int common = Math.min(ourEnd, theirEnd);

        Divergence found = judge(ourEnd, theirEnd);

        if (parting < common) {
            assertThat(found).isInstanceOf(Divergence.Irreconcilable.class);
        } else {
            assertThat(found)
                    .isInstanceOf(
                            ourEnd > theirEnd && common > BEGINNING
                                    ? Divergence.NotKnown.class
                                    : Divergence.Follows.class);
        }
    }

    private Divergence judge(int ourEnd, int theirEnd) {
        return new SameLog(
                        (from, bytes) -> bytes(ours, oldestOfOurs, from, bytes),
                        (from, bytes) -> bytes(theirs, oldestOfTheirs, from, bytes))
                .judge(end.apply(new WalPosition(TIMELINE, new Lsn(ourEnd))), new Lsn(BEGINNING), new Lsn(theirEnd));
    }

    private static Optional<byte[]> bytes(byte[] log, int oldest, WalPosition from, int bytes) {
        assertThat(from.timeline()).isEqualTo(TIMELINE);
        int begin = Math.toIntExact(from.lsn().position());
        assertThat(begin / SameLog.PAGE_BYTES)
                .as("all on one page")
                .isEqualTo((begin + bytes - 1) / SameLog.PAGE_BYTES);
        return begin < oldest ? Optional.empty() : Optional.of(Arrays.copyOfRange(log, begin, begin + bytes));
    }

    private static byte[] log() {
        var log = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            log[i] = (byte) (i * 31 + i / 251);
        }
        return log;
    }
}

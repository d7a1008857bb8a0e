package io.regent.postgres.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Amount;
import io.regent.postgres.WorkProgress.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is told of long work while it runs. */
class ProgressMeterTest {

    private static final long MB = 1 << 20;

    private long seconds;
    private final ProgressMeter meter =
            new ProgressMeter(() -> Duration.ofSeconds(seconds).toNanos());

    @Test
    void the_rate_is_that_of_the_last_half_minute() {
        var run = meter.begin(Work.CLONE, Optional.of("pg-1"));
        for (seconds = 0; seconds <= 60; seconds += 10) {
            run.reached(seconds * MB, OptionalLong.of(1_000 * MB));
        }
        for (; seconds <= 120; seconds += 10) {
            run.reached(60 * MB + (seconds - 60) * 5 * MB, OptionalLong.of(1_000 * MB));
        }

        assertThat(amount()).isEqualTo(new Amount(360 * MB, OptionalLong.of(1_000 * MB), 5 * MB));
    }

    @Test
    void a_second_attempt_is_measured_from_its_own_beginning() {
        var run = meter.begin(Work.CLONE, Optional.of("pg-1"));
        run.reached(500 * MB, OptionalLong.empty());
        seconds = 10;
        run.reached(0, OptionalLong.empty());
        seconds = 20;
        run.reached(10 * MB, OptionalLong.empty());

        assertThat(amount().bytesPerSecond()).isEqualTo(MB);
    }

    @Test
    void work_that_ends_late_does_not_hide_its_successor() {
        var first = meter.begin(Work.REWIND, Optional.of("pg-1"));
        var second = meter.begin(Work.CLONE, Optional.of("pg-2"));

        first.close();
        assertThat(meter.now().flatMap(WorkProgress::source)).contains("pg-2");

        second.close();
        assertThat(meter.now()).isEmpty();
    }

    @Test
    void programs_say_what_they_are_at() {
        var run = meter.begin(Work.REWIND, Optional.of("pg-1"));
        var hears = ProgramWords.REWIND.tell(run);

        assertThat(hears.test("pg_rewind: reading source file list")).isTrue();
        assertThat(phase()).isEqualTo("listing the files");
        assertThat(hears.test("pg_rewind: need to copy 51 MB (total source directory size is 74 MB)"))
                .isTrue();
        assertThat(hears.test("    52/52880 kB (0%) copied")).isTrue();
        assertThat(phase()).isEqualTo("copying");
        assertThat(amount().totalBytes()).hasValue(52_880 * 1_024);

        assertThat(hears.test("pg_rewind: error: could not open file \"x\"")).isFalse();
    }

    @Test
    void a_server_that_starts_says_which_segment_it_replays() {
        assertThat(ReplayTitle.progress(List.of("checkpointer ", "demo: startup recovering 000000010000000000000003"))
                        .orElseThrow()
                        .fields())
                .isEqualTo(Map.of("work", "recovery", "phase", "recovering 000000010000000000000003"));
        assertThat(ReplayTitle.progress(List.of("startup process   waiting for 000000010000000000000003"))
                        .map(WorkProgress::phase))
                .contains("waiting for 000000010000000000000003");
        assertThat(ReplayTitle.progress(List.of("startup", "checkpointer"))).isEmpty();
    }

    private String phase() {
        return meter.now().orElseThrow().phase();
    }

    private Amount amount() {
        return meter.now().flatMap(WorkProgress::amount).orElseThrow();
    }
}

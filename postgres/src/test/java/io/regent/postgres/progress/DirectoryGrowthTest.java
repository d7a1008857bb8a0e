package io.regent.postgres.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Work;
import io.regent.postgres.directory.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a program has written that says nothing itself. */
class DirectoryGrowthTest {

    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final long LIMIT = Duration.ofSeconds(30).toNanos();

    @TempDir
    Path folder;

    private final ProgressMeter meter = new ProgressMeter(() -> 0);

    @Test
    void what_is_in_the_directory_and_where_its_links_lead_counts_as_it_grows() throws Exception {
        Path data = Files.createDirectory(folder.resolve("pg"));
        Path log = Files.createDirectory(folder.resolve("log"));
        Files.createSymbolicLink(data.resolve("pg_wal"), log);
        Files.write(data.resolve("PG_VERSION"), new byte[3]);

        try (var run = meter.begin(Work.CLONE, Optional.empty());
                var _ = new DirectoryGrowth(new DirectoryTree(data), run, OFTEN)) {
            awaitBytes(3);
            Files.write(log.resolve("000000010000000000000001"), new byte[1_000]);
            awaitBytes(1_003);
        }
    }

    private void awaitBytes(long bytes) {
        long start = System.nanoTime();
        var wanted = Optional.of(new WorkProgress.Amount(bytes, OptionalLong.empty(), 0));
        while (!meter.now().flatMap(WorkProgress::amount).equals(wanted) && System.nanoTime() - start < LIMIT) {
            LockSupport.parkNanos(OFTEN.toNanos());
        }
        assertThat(meter.now().flatMap(WorkProgress::amount)).isEqualTo(wanted);
    }
}

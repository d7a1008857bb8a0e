package io.regent.postgres.discarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.SampleSettings;
import io.regent.postgres.wal.LogRange;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a log that is thrown away. */
@Spec("LES-076")
class DiscardedLogsTest {

    private static final int SEGMENT = 1024 * 1024;

    @TempDir
    Path folder;

    @BeforeEach
    void aLogOfFourSegments() throws IOException {
        Path log = Files.createDirectories(folder.resolve("pg/pg_wal"));
        for (int number = 3; number < 7; number++) {
            Files.write(log.resolve("%08X%08X%08X".formatted(1, 0, number)), new byte[SEGMENT]);
        }
        Files.writeString(log.resolve("00000002.history"), "1\t0/300028\n");
    }

    @Test
    void the_segments_of_the_range_are_kept_with_a_text_that_says_what_they_are() throws IOException {
        logs(2 * SEGMENT).keep(range("0/400100", "0/600000"), "a new copy from pg-2", SEGMENT);

        Path kept = kept().getFirst();
        assertThat(names(kept)).containsExactly("000000010000000000000004", "000000010000000000000005", "range.txt");
        assertThat(Files.readString(kept.resolve("range.txt")))
                .startsWith("2096896 bytes from 0/400100 on timeline 1 to 0/600000 on timeline 1\n"
                        + "discarded by a new copy from pg-2 at 20");
        assertThat(Files.getPosixFilePermissions(kept.resolve("range.txt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void the_oldest_go_when_all_together_would_be_larger_than_the_limit() throws IOException {
        DiscardedLogs logs = logs(3 * SEGMENT + 1000);
        logs.keep(range("0/300100", "0/500000"), "pg_rewind", SEGMENT);
        logs.keep(range("0/500100", "0/600000"), "pg_rewind", SEGMENT);
        assertThat(kept()).hasSize(2);

        logs.keep(range("0/600100", "0/600200"), "pg_rewind", SEGMENT);

        assertThat(kept()).hasSize(2);
        assertThat(names(kept().getFirst())).contains("000000010000000000000005");
        assertThat(names(kept().getLast())).contains("000000010000000000000006");
    }

    @Test
    void of_what_is_larger_than_the_limit_itself_the_range_alone_is_kept_and_nothing_else_goes() throws IOException {
        logs(2 * SEGMENT).keep(range("0/500100", "0/600000"), "pg_rewind", SEGMENT);

        logs(2 * SEGMENT).keep(range("0/300100", "0/600000"), "pg_rewind", SEGMENT);

        assertThat(kept()).hasSize(2);
        assertThat(names(kept().getFirst())).contains("000000010000000000000005");
        assertThat(names(kept().getLast())).containsExactly("range.txt");
    }

    @Test
    void where_nothing_can_be_kept_nobody_is_held_up() throws IOException {
        Files.writeString(folder.resolve("pg.discarded"), "a file where the folder should be");

        logs(2 * SEGMENT).keep(range("0/500100", "0/600000"), "pg_rewind", SEGMENT);

        assertThat(folder.resolve("pg.discarded")).isRegularFile();
    }

    private DiscardedLogs logs(long limit) {
        PostgresSettings settings = SampleSettings.keepingDiscardedLog(folder, limit);
        return new DiscardedLogs(settings);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("pg.discarded"))) {
            return folders.sorted().toList();
        }
    }

    private static List<String> names(Path kept) throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static LogRange range(String from, String to) {
        return new LogRange(
                new WalPosition(Timeline.FIRST, Lsn.parse(from)), new WalPosition(Timeline.FIRST, Lsn.parse(to)));
    }
}

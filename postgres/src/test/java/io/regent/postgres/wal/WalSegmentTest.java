package io.regent.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the log. The names were taken from {@code pg_walfile_name}. */
class WalSegmentTest {

    private static final int MEGABYTE = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "1, 0/3000028, 16, 000000010000000000000003",
        "10, 1/FF000000, 16, 0000000A00000001000000FF",
        "2, 1/0, 1024, 000000020000000100000000",
        "2, 1/C0000000, 1024, 000000020000000100000003",
        "1, 0/300028, 1, 000000010000000000000003"
    })
    void a_file_is_named_after_its_timeline_and_its_place(int timeline, String lsn, int megabytes, String name) {
        var segment = WalSegment.at(new WalPosition(new Timeline(timeline), Lsn.parse(lsn)), megabytes * MEGABYTE);

        assertThat(segment.fileName(megabytes * MEGABYTE)).isEqualTo(name);
        assertThat(WalSegment.named(name, megabytes * MEGABYTE)).contains(segment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002.history",
                "000000010000000000000003.partial",
                "000000010000000000000003.00000028.backup",
                "000000000000000000000003",
                "archive_status"
            })
    void other_files_of_the_log_are_none(String name) {
        assertThat(WalSegment.named(name, 16 * MEGABYTE)).isEmpty();
    }

    @Test
    void a_range_touches_the_segments_from_its_first_to_its_last_byte() {
        var range = new LogRange(
                new WalPosition(new Timeline(2), Lsn.parse("0/3FFFFFF")),
                new WalPosition(new Timeline(3), Lsn.parse("0/6000000")));

        assertThat(range.bytes()).isEqualTo(2 * 16 * MEGABYTE + 1);
        assertThat(range).hasToString("33554433 bytes from 0/3FFFFFF on timeline 2 to 0/6000000 on timeline 3");
        for (String inside : new String[] {"000000020000000000000003", "000000030000000000000005"}) {
            assertThat(range.touches(WalSegment.named(inside, 16 * MEGABYTE).orElseThrow(), 16 * MEGABYTE))
                    .as(inside)
                    .isTrue();
        }
        for (String outside : new String[] {
            "000000020000000000000002",
            "000000030000000000000006",
            "000000010000000000000004",
            "000000040000000000000004"
        }) {
            assertThat(range.touches(WalSegment.named(outside, 16 * MEGABYTE).orElseThrow(), 16 * MEGABYTE))
                    .as(outside)
                    .isFalse();
        }
    }
}

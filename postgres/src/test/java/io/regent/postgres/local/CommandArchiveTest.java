package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import org.junit.jupiter.api.Test;

class CommandArchiveTest {

    private static final int SEGMENT = 16 * 1024 * 1024;

    @Test
    void a_command_gets_the_path_and_the_name() {
        assertThat(CommandArchive.filledIn("cp %p /archive/%f && date +%%s", "000000010000000000000003"))
                .isEqualTo("cp pg_wal/000000010000000000000003 /archive/000000010000000000000003 && date +%s");
    }

    @Test
    void a_record_lies_in_one_segment_or_crosses_into_the_next() {
        assertThat(CommandArchive.segments(checkpoint("1/FF000028", "1/FF0000A0"), SEGMENT))
                .containsExactly("0000000A00000001000000FF");
        assertThat(CommandArchive.segments(checkpoint("1/FEFFFFF0", "1/FF000090"), SEGMENT))
                .containsExactly("0000000A00000001000000FE", "0000000A00000001000000FF");
        assertThat(CommandArchive.segments(checkpoint("1/FEFFFF88", "1/FF000000"), SEGMENT))
                .containsExactly("0000000A00000001000000FE");
    }

    private static ShutdownCheckpoint checkpoint(String start, String end) {
        return new ShutdownCheckpoint(new Timeline(10), Lsn.parse(start), Lsn.parse(end));
    }
}

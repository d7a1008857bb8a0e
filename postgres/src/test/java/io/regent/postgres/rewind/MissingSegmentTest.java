package io.regent.postgres.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.server.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The complaint of {@code pg_rewind} about a segment, in the words of several versions, and what is done about it. */
class MissingSegmentTest {

    private static final String SEGMENT = "00000001000000020000000A";

    @TempDir
    Path data;

    @ParameterizedTest
    @Spec({"HA-115", "LES-071", "LES-075"})
    @ValueSource(
            strings = {
                "could not open file \"/pg/pg_wal/00000001000000020000000A\": No such file or directory\n"
                        + "could not find previous WAL record at 2/A000028\nFailure, exiting",
                "pg_rewind: fatal: could not open file \"/pg/pg_wal/00000001000000020000000A\": No such file or directory",
                "pg_rewind: error: could not open file \"pg_wal/00000001000000020000000A\": No such file or directory\n"
                        + "pg_rewind: error: could not read WAL record at 2/A000028"
            })
    void a_missing_segment_is_recognised(String words) {
        assertThat(MissingSegment.namedIn(new Program.Result(1, "", words))).contains(SEGMENT);
    }

    @ParameterizedTest
    @Spec("LES-075")
    @ValueSource(
            strings = {
                "",
                "pg_rewind: fatal: could not open file \"/pg/base/1/1259\": No such file or directory",
                "pg_rewind: error: could not open file \"/pg/pg_wal/00000001000000020000000A\": Permission denied",
                "pg_rewind: error: target server must be shut down cleanly"
            })
    void other_complaints_are_no_reason_to_ask_the_archive(String words) {
        assertThat(MissingSegment.namedIn(new Program.Result(1, "", words))).isEmpty();
    }

    @Test
    @Spec({"HA-115", "LES-071"})
    void the_command_is_run_by_a_shell_in_the_data_directory_and_has_to_bring_the_file() throws Exception {
        Files.createDirectory(data.resolve("pg_wal"));

        assertThat(MissingSegment.fetch(SEGMENT, "true", data)).isFalse();
        assertThat(MissingSegment.fetch(SEGMENT, "echo '%f %r 100%%' > %p; exit 3", data))
                .isFalse();
        assertThat(MissingSegment.fetch(SEGMENT, "echo '%f %r 100%%' > %p", data))
                .isTrue();
        assertThat(Files.readString(data.resolve("pg_wal").resolve(SEGMENT)))
                .isEqualTo(SEGMENT + " " + "0".repeat(24) + " 100%\n");
    }
}

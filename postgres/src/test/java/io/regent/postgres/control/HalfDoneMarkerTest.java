package io.regent.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.PostgresState.HalfDone.Work;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfDoneMarkerTest {

    @TempDir
    Path folder;

    @Test
    void a_marker_lasts_until_it_is_cleared() throws IOException {
        var marker = HalfDoneMarker.of(folder.resolve("data"), folder.resolve("pgpass"));

        assertThat(marker.work()).isEmpty();
        marker.set(Work.REWIND);
        assertThat(HalfDoneMarker.of(folder.resolve("data"), folder.resolve("pgpass"))
                        .work())
                .contains(Work.REWIND);
        marker.clear();
        assertThat(marker.work()).isEmpty();
    }

    @Test
    void it_is_outside_the_data_directory_which_pg_rewind_and_pg_basebackup_empty() {
        Path data = folder.resolve("data");

        assertThat(HalfDoneMarker.of(data, folder.resolve("pgpass")).places())
                .noneMatch(place -> place.startsWith(data));
    }
}

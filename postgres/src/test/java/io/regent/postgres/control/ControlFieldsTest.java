package io.regent.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.ControlData;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlFieldsTest {

    private static final String POSTGRESQL_15 = """
            pg_control version number:            1300
            Catalog version number:               202209061
            Database system identifier:           7710564135943699664
            Database cluster state:               %s
            pg_control last modified:             Sat Nov 21 10:06:51 2026
            Latest checkpoint location:           0/1516730
            Latest checkpoint's REDO location:    0/1516730
            Latest checkpoint's REDO WAL file:    000000010000000000000001
            Latest checkpoint's TimeLineID:       3
            Latest checkpoint's PrevTimeLineID:   3
            Latest checkpoint's oldestCommitTsXid:0
            Time of latest checkpoint:            Sat Nov 21 10:06:51 2026
            Minimum recovery ending location:     0/3000148
            Min recovery ending loc's timeline:   4
            wal_level setting:                    replica
            max_connections setting:              100
            max_worker_processes setting:         8
            max_wal_senders setting:              10
            max_prepared_xacts setting:           5
            max_locks_per_xact setting:           64
            WAL block size:                       8192
            Bytes per WAL segment:                33554432
            """;

    @Test
    void the_output_is_read_field_by_field() {
        var fields = ControlFields.parse(POSTGRESQL_15.formatted("shut down"));

        assertThat(fields.data())
                .contains(new ControlData(
                        State.SHUT_DOWN,
                        new SystemIdentifier("7710564135943699664"),
                        new Timeline(3),
                        Lsn.parse("0/1516730"),
                        new WalPosition(new Timeline(4), Lsn.parse("0/3000148")),
                        Map.of(
                                "max_connections", 100,
                                "max_worker_processes", 8,
                                "max_wal_senders", 10,
                                "max_prepared_transactions", 5,
                                "max_locks_per_transaction", 64)));
        assertThat(fields.segmentBytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(fields.blockBytes()).isEqualTo(8192);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void every_state_is_known_by_its_words(State state) {
        assertThat(ControlFields.parse(POSTGRESQL_15.formatted(state.text())).data())
                .get()
                .extracting(ControlData::state)
                .isEqualTo(state);
    }

    @Test
    void a_state_of_a_version_to_come_is_unknown() {
        assertThat(ControlFields.parse(POSTGRESQL_15.formatted("pondering")).data())
                .get()
                .extracting(ControlData::state)
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void noise_before_and_between_the_fields_is_passed_over() {
        String noise = """
                WARNING: Calculated CRC checksum does not match value stored in file.
                Either the file is corrupt, or it has a different layout than this program
                is expecting.

                """;

        assertThat(ControlFields.parse(noise + POSTGRESQL_15.formatted("shut down"))
                        .data())
                .isEqualTo(ControlFields.parse(POSTGRESQL_15.formatted("shut down"))
                        .data());
    }

    @Test
    void what_cannot_be_read_is_unknown_and_no_default() {
        String output = POSTGRESQL_15.formatted("shut down");

        assertThat(ControlFields.parse("").data()).isEmpty();
        assertThat(ControlFields.parse(output.replace("0/1516730", "nowhere")).data())
                .isEmpty();
        assertThat(ControlFields.parse(output.replace("7710564135943699664", "?"))
                        .data())
                .isEmpty();
        assertThat(ControlFields.parse(output.replace("TimeLineID:       3", "TimeLineID:       x"))
                        .data())
                .isEmpty();
    }

    @Test
    void a_missing_setting_is_left_out() {
        assertThat(ControlFields.parse(POSTGRESQL_15.formatted("shut down").replace("max_wal_senders", "something"))
                        .data())
                .get()
                .satisfies(data -> assertThat(data.settings()).hasSize(4).doesNotContainKey("max_wal_senders"));
    }
}

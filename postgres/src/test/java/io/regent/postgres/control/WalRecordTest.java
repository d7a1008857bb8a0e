package io.regent.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.wal.Lsn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalRecordTest {

    private static final int BLOCK = 8192;
    private static final int SEGMENT = 16 * 1024 * 1024;

    @Test
    void a_shutdown_checkpoint_is_found_and_its_end_is_where_pg_waldump_saw_no_more() {
        String output =
                "rmgr: XLOG        len (rec/tot):    114/   114, tx:          0, lsn: 0/01516730, prev 0/01516598, "
                        + "desc: CHECKPOINT_SHUTDOWN redo 0/1516730; tli 1; prev tli 1; fpw true; xid 0:725; shutdown\n"
                        + "pg_waldump: error: error in WAL record at 0/1516730: invalid record length at 0/15167A8: wanted 24, got 0\n";

        WalRecord record = WalRecord.first(output).orElseThrow();

        assertThat(record.isShutdownCheckpoint()).isTrue();
        assertThat(record.end(BLOCK, SEGMENT)).isEqualTo(Lsn.parse("0/15167A8"));
    }

    @Test
    void another_record_is_no_shutdown_checkpoint() {
        String output =
                "rmgr: XLOG        len (rec/tot):     24/    24, tx:          0, lsn: 0/03000060, prev 0/03000028, "
                        + "desc: SWITCH \n";

        assertThat(WalRecord.first(output)).get().matches(record -> !record.isShutdownCheckpoint());
        assertThat(WalRecord.first("pg_waldump: fatal: could not find a valid record after 0/3000028\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0/3000028, 114, 0/30000A0",
        "0/3001FF8, 114, 0/3002088",
        "0/3FFFFF8, 114, 0/4000098",
        "0/3001F88, 120, 0/3002000",
    })
    void headers_of_pages_and_segments_lie_within_a_record_that_crosses_them(String start, int length, String end) {
        assertThat(new WalRecord(Lsn.parse(start), length, "").end(BLOCK, SEGMENT))
                .isEqualTo(Lsn.parse(end));
    }
}

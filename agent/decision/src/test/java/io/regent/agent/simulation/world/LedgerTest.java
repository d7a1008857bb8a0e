package io.regent.agent.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.simulation.server.Wal;
import org.junit.jupiter.api.Test;

/** What clients were promised: only what was acknowledged synchronously must be in every later log. */
class LedgerTest {

    private final Ledger ledger = new Ledger();
    private final Wal log = Wal.first(1).grownBy(1_000);

    @Test
    void a_log_that_ends_before_an_acknowledged_commit_misses_it() {
        ledger.acknowledged(log, true);

        assertThat(ledger.missingFrom(log)).isZero();
        assertThat(ledger.missingFrom(log.upTo(log.end() - 1))).isEqualTo(1);
    }

    @Test
    void the_commits_of_every_writer_count() {
        ledger.acknowledged(log, true);
        ledger.acknowledged(log.promotedBy(2, 2).grownBy(500), true);

        assertThat(ledger.missingFrom(log)).isEqualTo(1);
        assertThat(ledger.missingFrom(log.promotedBy(3, 3))).isEqualTo(1);
    }

    @Test
    void nothing_was_promised_for_an_asynchronous_commit() {
        ledger.acknowledged(log, false);

        assertThat(ledger.missingFrom(log.upTo(log.end() - 1))).isZero();
        assertThat(ledger.commits()).isEqualTo(1);
    }
}

package io.regent.postgres.local;

import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.Queries;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.sql.Slots;
import io.regent.postgres.wal.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running server needs done from time to time. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Upkeep() {}

    static Outcome keepSlots(PostgresSettings settings, Map<String, Lsn> wanted, Collection<SlotPattern> foreign)
            throws SQLException {
        try (var session = Sessions.local(settings, Optional.of(LIMIT))) {
            List<String> refusals = new Slots(session).keep(wanted, foreign);
            return refusals.isEmpty() ? new Outcome.Done() : new Outcome.Failed(String.join("; ", refusals));
        }
    }

    /** The control file knows what the primary has by now, because replay writes it there before it stops. */
    static Outcome resumeReplay(PostgresSettings settings) throws SQLException, InterruptedException {
        Map<String, Integer> needed =
                new Tools(settings).control().map(ControlData::settings).orElse(Map.of());
        if (Queries.resumeReplayFor(settings, needed)) {
            LOG.info("Resumed the replay that PostgreSQL had stopped, the control file asks for {}", needed);
        }
        return new Outcome.Done();
    }
}

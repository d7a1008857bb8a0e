package io.regent.postgres.local;

import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.Queries;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running server needs done from time to time. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private Upkeep() {}

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

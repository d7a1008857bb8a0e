package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.sql.Session;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.wal.Lsn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Members that compare positions ask at any moment, and an answer must not be older than the question. */
final class PresentServers {

    private PresentServers() {}

    static void tellTheirPositions(Postgres primary, Postgres standby, PostgresSettings settings)
            throws IOException, SQLException {
        Lsn before = facts(primary).position().lsn();
        Lsn written = written(settings);

        assertThat(written).isGreaterThan(before);
        assertThat(facts(primary).position().lsn()).isGreaterThanOrEqualTo(written);
        assertThat(facts(primary).role()).isEqualTo(Role.PRIMARY);
        assertThat(facts(standby).role()).isEqualTo(Role.STANDBY);
        aSessionThatWasEndedIsReplaced(primary, settings);
        assertThat(LocalPostgres.of(nowhere(settings)).presentFacts()).isEmpty();
    }

    private static void aSessionThatWasEndedIsReplaced(Postgres primary, PostgresSettings settings)
            throws SQLException {
        text(
                settings,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE application_name = 'Regent' AND pid <> pg_backend_pid()");
        assertThat(primary.presentFacts()).isPresent();
    }

    private static PostgresSettings nowhere(PostgresSettings settings) throws IOException {
        return ServerSettings.of(
                settings.dataDir(), "nowhere", settings.programs().directory().orElseThrow());
    }

    private static ServerFacts facts(Postgres server) {
        return server.presentFacts().orElseThrow();
    }

    /** Writes something, and tells where the log that was flushed ends then. */
    private static Lsn written(PostgresSettings settings) throws SQLException {
        text(settings, "SELECT pg_logical_emit_message(true, 'filling', repeat('x', 100000))");
        return Lsn.parse(text(settings, "SELECT pg_current_wal_flush_lsn()"));
    }

    private static String text(PostgresSettings settings, String query) throws SQLException {
        try (Session session = Sessions.local(settings, Optional.of(Duration.ofMinutes(1)));
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}

package io.regent.postgres.sql;

import io.regent.postgres.Credentials;
import io.regent.postgres.Upstream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a server somewhere else whether it accepts writes, for an operator who is about to let another one do so (LES-130).
 *
 * @param user absent for the default of the driver
 * @param password absent where none is needed
 * @param options the other parameters of the connection, by libpq's names
 */
public record WriterProbe(Optional<String> user, Optional<String> password, Map<String, String> options) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String DATABASE = "postgres";

    /** What the server said. */
    public sealed interface Answer {

        /** It accepts writes. */
        record Writes() implements Answer {}

        /** It is a standby. */
        record ReadsOnly() implements Answer {}

        /** It did not say, so it may be either, or gone. */
        record Silent(String reason) implements Answer {}
    }

    public WriterProbe {
        options = Map.copyOf(options);
    }

    /** Asks once; blocks for some seconds at most. */
    public Answer ask(String host, int port) {
        var server = new Upstream(host, host, port, Optional.empty());
        try (var session = Sessions.remote(
                        server, DATABASE, new Credentials(user, password, options), Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1) ? new Answer.ReadsOnly() : new Answer.Writes();
        } catch (SQLException e) {
            return new Answer.Silent(String.valueOf(e.getMessage()));
        }
    }
}

package io.regent.postgres.sql;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ServerFacts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one session for the monitoring query. Used by one thread at a time; {@link #close} may come from another. */
public final class Monitor {

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    /** What the functions of recovery say when the server was promoted between two of them. */
    private static final String ROLE_CHANGED = "55000";

    private final Function<PostgresSettings, Duration> statementLimit;
    private volatile Optional<Session> session = Optional.empty();
    private volatile Optional<PostgresSettings> usedFor = Optional.empty();

    /** @param statementLimit how long the server may take to answer */
    public Monitor(Function<PostgresSettings, Duration> statementLimit) {
        this.statementLimit = statementLimit;
    }

    /** How the server answered. */
    public sealed interface Answer {

        /** It answered. */
        record Known(ServerFacts facts) implements Answer {}

        /** It says that it accepts no sessions yet. */
        record NotAccepting() implements Answer {}

        /** It did not answer, or not in time. */
        record Silent(String reason) implements Answer {}
    }

    /** Asks once, and a second time if the role changed within the query. */
    public Answer ask(PostgresSettings settings, Map<String, String> wanted) {
        try {
            return new Answer.Known(query(settings, wanted));
        } catch (SQLException e) {
            close();
            if (Sessions.isNotAccepting(e)) {
                return new Answer.NotAccepting();
            }
            LOG.debug("the monitoring query failed", e);
            return new Answer.Silent(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the session; the next question opens another one. */
    public void close() {
        Optional<Session> old = session;
        session = Optional.empty();
        old.ifPresent(Session::close);
    }

    private ServerFacts query(PostgresSettings settings, Map<String, String> wanted) throws SQLException {
        try {
            return MonitoringQuery.ask(session(settings), wanted);
        } catch (SQLException e) {
            if (ROLE_CHANGED.equals(e.getSQLState())) {
                return MonitoringQuery.ask(session(settings), wanted);
            }
            throw e;
        }
    }

    private Session session(PostgresSettings settings) throws SQLException {
        if (!usedFor.equals(Optional.of(settings))) {
            close();
            usedFor = Optional.of(settings);
        }
        Session open = session.filter(Session::isOpen).orElse(null);
        if (open == null) {
            open = Sessions.local(settings, Optional.of(statementLimit.apply(settings)));
            session = Optional.of(open);
        }
        return open;
    }
}

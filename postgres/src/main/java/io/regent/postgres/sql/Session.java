package io.regent.postgres.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session at a server. A server that ends between the last answer and the farewell makes a driver fail on closing; what was done in
 * the session is done all the same, so closing never fails.
 *
 * @param connection for what has no method here
 */
public record Session(Connection connection) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** See {@link Connection#createStatement()}. */
    public Statement createStatement() throws SQLException {
        return connection.createStatement();
    }

    /** See {@link Connection#prepareStatement(String)}. */
    public PreparedStatement prepareStatement(String text) throws SQLException {
        return connection.prepareStatement(text);
    }

    /** Whether it can still be used as far as this side knows. */
    public boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            LOG.debug("a session does not say whether it is open", e);
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a session could not be closed", e);
        }
    }
}

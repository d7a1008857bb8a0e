package io.regent.postgres.sql;

import io.regent.postgres.Authentication;
import io.regent.postgres.Credentials;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The roles of the agent in a new cluster (HA-093). Their passwords are hashed here, and the session keeps its statements out of every
 * log, so that neither reaches a file of the server (LES-135).
 */
public record FirstRoles(Authentication authentication) {

    private static final int SALT_BYTES = 16;

    /** Keeps the session's statements out of the server's log, of pgaudit's and of the statistics. */
    private static final List<String> QUIET = List.of(
            "SET log_statement TO none",
            "SET log_min_duration_statement TO -1",
            "SET log_min_error_statement TO panic",
            "SET log_duration TO off",
            "SET pg_stat_statements.track_utility TO off",
            "SET pgaudit.log TO none");

    private static final List<String> REWIND_FUNCTIONS = List.of(
            "pg_ls_dir(text, boolean, boolean)",
            "pg_stat_file(text, boolean)",
            "pg_read_binary_file(text)",
            "pg_read_binary_file(text, bigint, bigint, boolean)");

    /** Creates or alters the superuser. */
    public void makeSuperuser(Session session) throws SQLException {
        quietly(session, statement -> role(statement, authentication.superuser(), "SUPERUSER LOGIN"));
    }

    /** Creates or alters the roles that replicate and rewind, all or none. */
    public void makeOthers(Session session) throws SQLException {
        quietly(session, statement -> {
            role(statement, authentication.replication(), "REPLICATION LOGIN");
            if (authentication.rewind().isPresent()) {
                rewinder(statement, authentication.rewind().get());
            }
        });
    }

    private interface Change {
        void run(Statement statement) throws SQLException;
    }

    private static void quietly(Session session, Change change) throws SQLException {
        try (var statement = session.createStatement()) {
            for (String setting : QUIET) {
                statement.execute(setting);
            }
            session.connection().setAutoCommit(false);
            change.run(statement);
            session.connection().commit();
        }
    }

    private void rewinder(Statement statement, Credentials rewinder) throws SQLException {
        Optional<String> name = rewinder.username();
        if (name.isEmpty() || name.equals(authentication.superuser().username())) {
            return;
        }
        if (!name.equals(authentication.replication().username())) {
            role(statement, rewinder, "LOGIN");
        }
        for (String function : REWIND_FUNCTIONS) {
            statement.execute(
                    "GRANT EXECUTE ON FUNCTION pg_catalog.%s TO %s".formatted(function, identifier(name.get())));
        }
    }

    private static void role(Statement statement, Credentials role, String attributes) throws SQLException {
        if (role.username().isEmpty()) {
            return;
        }
        String name = role.username().get();
        String password = role.password()
                .filter(text -> !text.isEmpty())
                .map(text -> " PASSWORD " + literal(ScramVerifier.of(text, salt())))
                .orElse("");
        String verb = exists(statement, name) ? "ALTER" : "CREATE";
        statement.execute("%s ROLE %s WITH %s%s".formatted(verb, identifier(name), attributes, password));
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (var rows = statement.executeQuery("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = " + literal(name))) {
            return rows.next();
        }
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

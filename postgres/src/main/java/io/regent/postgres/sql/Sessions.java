package io.regent.postgres.sql;

import io.regent.postgres.Credentials;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/**
 * Opens the agent's sessions. None of them waits for standbys, meets a user's function of the same name, or depends on the
 * defaults of a role or a database (LES-075, LES-096, LES-136).
 */
public final class Sessions {

    private static final String APPLICATION = "Regent";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration REPLY_MARGIN = Duration.ofSeconds(5);

    /** Words of libpq and what they are called here; other words have no meaning for this driver. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "sslmode", "sslmode",
            "sslkey", "sslkey",
            "sslcert", "sslcert",
            "sslrootcert", "sslrootcert",
            "sslpassword", "sslpassword",
            "gssencmode", "gssEncMode",
            "channel_binding", "channelBinding",
            "sslnegotiation", "sslNegotiation");

    /** States in which a server says that it is starting or stopping, or that the login must be tried later. */
    private static final Set<String> NOT_YET = Set.of("57P03");

    private Sessions() {}

    /**
     * A session at the local server as superuser.
     *
     * @param statementLimit how long a statement may take; empty for no limit
     */
    public static Session local(PostgresSettings settings, Optional<Duration> statementLimit) throws SQLException {
        return local(settings, settings.database(), statementLimit);
    }

    /** The same in a given database. */
    public static Session local(PostgresSettings settings, String database, Optional<Duration> statementLimit)
            throws SQLException {
        var properties = properties(settings.authentication().superuser(), statementLimit);
        if (settings.useUnixSocket()) {
            UnixSockets.socket(settings).ifPresent(socket -> UnixSockets.use(properties, socket));
        }
        return open(settings.listen().localHost(), settings.listen().port(), database, properties);
    }

    /** The directory of the socket that the agent's own sessions go through; empty when they go through the network. */
    public static Optional<String> localSocket(PostgresSettings settings) {
        return settings.useUnixSocket()
                ? UnixSockets.socket(settings)
                        .flatMap(socket -> Optional.ofNullable(socket.getParent()))
                        .map(Path::toString)
                : Optional.empty();
    }

    /** Whether the local server answers a new session at all; what it answers does not matter (LES-047). */
    public static boolean isAnswered(PostgresSettings settings) {
        try (var session = local(settings, Optional.of(CONNECT_LIMIT))) {
            return session.isOpen();
        } catch (PSQLException e) {
            return e.getServerErrorMessage() != null;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A session at another server; among several at the one that accepts writes (HA-153). */
    public static Session remote(
            Upstream server, String database, Credentials credentials, Optional<Duration> statementLimit)
            throws SQLException {
        return open(server, database, properties(credentials, statementLimit));
    }

    /** A session that speaks the replication protocol. */
    public static Session replication(Upstream server, Credentials credentials, Duration limit) throws SQLException {
        return open(server, "replication", replicating(credentials, limit));
    }

    /** The same at the local server. */
    public static Session localReplication(PostgresSettings settings, Duration limit) throws SQLException {
        var properties = replicating(settings.authentication().replication(), limit);
        if (settings.useUnixSocketForReplication()) {
            UnixSockets.socket(settings).ifPresent(socket -> UnixSockets.use(properties, socket));
        }
        return open(settings.listen().localHost(), settings.listen().port(), "replication", properties);
    }

    /** Whether the server said that it does not accept sessions yet, or any more. */
    public static boolean isNotAccepting(SQLException refusal) {
        String state = refusal.getSQLState();
        return state != null && NOT_YET.contains(state);
    }

    private static Session open(Upstream server, String database, Properties properties) throws SQLException {
        if (server.isOneOfSeveral()) {
            properties.setProperty("targetServerType", "primary");
        }
        return open(server.addresses(), database, properties);
    }

    private static Session open(String host, int port, String database, Properties properties) throws SQLException {
        return open(List.of(new Upstream.Address(host, port)), database, properties);
    }

    private static Session open(List<Upstream.Address> addresses, String database, Properties properties)
            throws SQLException {
        String places = addresses.stream().map(Sessions::place).collect(Collectors.joining(","));
        return new Session(DriverManager.getConnection(
                "jdbc:postgresql://%s/%s".formatted(places, encoded(database)), properties));
    }

    private static String place(Upstream.Address address) {
        String host = address.host();
        return "%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, address.port());
    }

    private static Properties replicating(Credentials credentials, Duration limit) {
        var properties = properties(credentials, Optional.of(limit));
        properties.setProperty("replication", "true");
        properties.setProperty("preferQueryMode", "simple");
        return properties;
    }

    private static Properties properties(Credentials credentials, Optional<Duration> statementLimit) {
        var properties = new Properties();
        credentials.username().ifPresent(user -> properties.setProperty("user", user));
        credentials.password().ifPresent(password -> properties.setProperty("password", password));
        credentials.options().forEach((word, value) -> {
            String name = DRIVER_NAMES.get(word);
            if (name != null) {
                properties.setProperty(name, value);
            }
        });
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("assumeMinServerVersion", "12");
        properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
        properties.setProperty("cancelSignalTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        statementLimit.ifPresent(limit -> properties.setProperty(
                "socketTimeout", Long.toString(limit.plus(REPLY_MARGIN).toSeconds())));
        properties.setProperty(
                "options",
                "-c search_path=pg_catalog -c synchronous_commit=local -c statement_timeout=%d -c lock_timeout=0"
                        .formatted(statementLimit.map(Duration::toMillis).orElse(0L)));
        return properties;
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

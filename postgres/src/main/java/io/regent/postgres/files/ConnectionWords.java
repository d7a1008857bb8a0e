package io.regent.postgres.files;

import io.regent.postgres.Credentials;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connection strings for another server, without passwords: those are in the password file. */
public final class ConnectionWords {

    /** Since which major version libpq knows a word (CFG-084); words that are not listed are known to all. */
    private static final Map<String, Integer> SINCE =
            Map.of("channel_binding", 13, "sslpassword", 13, "sslcrldir", 14, "sslnegotiation", 17);

    /** {@code sync_replication_slots} needs a database to connect to (manual, "Replication Slot Synchronization"). */
    private static final int SYNCHRONIZES_SLOTS = 17;

    private ConnectionWords() {}

    /** Where and as whom a tool or a standby connects; among several servers to the one that accepts writes (HA-153). */
    public static Conninfo to(Upstream server, Credentials credentials, int majorVersion) {
        var words = Conninfo.empty()
                .with("user", credentials.username())
                .with("host", joined(server, Upstream.Address::host))
                .with("port", ports(server));
        if (server.isOneOfSeveral()) {
            words = words.with("target_session_attrs", "read-write");
        }
        for (var option : new TreeMap<>(credentials.options()).entrySet()) {
            if (SINCE.getOrDefault(option.getKey(), 0) <= majorVersion) {
                words = words.with(option.getKey(), option.getValue());
            }
        }
        return words;
    }

    /** One port stands for all hosts. */
    private static String ports(Upstream server) {
        boolean same = server.addresses().stream()
                        .map(Upstream.Address::port)
                        .distinct()
                        .count()
                == 1;
        return same
                ? Integer.toString(server.addresses().getFirst().port())
                : joined(server, address -> Integer.toString(address.port()));
    }

    private static String joined(Upstream server, Function<Upstream.Address, String> word) {
        return server.addresses().stream().map(word).collect(Collectors.joining(","));
    }

    /**
     * The value of {@code primary_conninfo}; the standby calls itself by its member name (IF-009). It uses the password file if the role has
     * a password.
     */
    public static Conninfo primaryConninfo(Upstream server, PostgresSettings settings, int majorVersion) {
        Credentials replication = settings.authentication().replication();
        Conninfo words = to(server, replication, majorVersion).with("application_name", settings.memberName());
        if (majorVersion >= SYNCHRONIZES_SLOTS) {
            words = words.with("dbname", settings.database());
        }
        return replication.password().isPresent()
                ? words.with("passfile", settings.pgpass().toAbsolutePath().toString())
                : words;
    }
}

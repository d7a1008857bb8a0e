package io.regent.postgres.files;

import io.regent.postgres.Credentials;
import io.regent.postgres.Upstream;
import java.util.Map;
import java.util.TreeMap;

/** The connection strings for another server, without passwords: those are in the password file. */
public final class ConnectionWords {

    /** Since which major version libpq knows a word (CFG-084); words that are not listed are known to all. */
    private static final Map<String, Integer> SINCE =
            Map.of("channel_binding", 13, "sslpassword", 13, "sslcrldir", 14, "sslnegotiation", 17);

    private ConnectionWords() {}

    /** Where and as whom a tool or a standby connects. */
    public static Conninfo to(Upstream server, Credentials credentials, int majorVersion) {
        var words = Conninfo.empty()
                .with("user", credentials.username())
                .with("host", server.host())
                .with("port", Integer.toString(server.port()));
        for (var option : new TreeMap<>(credentials.options()).entrySet()) {
            if (SINCE.getOrDefault(option.getKey(), 0) <= majorVersion) {
                words = words.with(option.getKey(), option.getValue());
            }
        }
        return words;
    }

    /**
     * The value of {@code primary_conninfo}; the standby calls itself by its member name (IF-009).
     *
     * @param passwordFile used if the role has a password
     */
    public static Conninfo primaryConninfo(
            Upstream server, Credentials replication, String memberName, String passwordFile, int majorVersion) {
        Conninfo words = to(server, replication, majorVersion).with("application_name", memberName);
        return replication.password().isPresent() ? words.with("passfile", passwordFile) : words;
    }
}

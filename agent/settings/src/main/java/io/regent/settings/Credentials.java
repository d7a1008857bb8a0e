package io.regent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the agent connects to PostgreSQL in one of its roles (CFG-081 to CFG-084).
 *
 * @param username absent when libpq's default is meant
 * @param password absent for peer, trust, certificates or Kerberos
 * @param options the other libpq parameters, {@code sslmode} and its like, by libpq's name; one of them may be a
 *     password
 */
public record Credentials(Optional<String> username, Optional<String> password, Map<String, String> options) {

    /** What libpq is told besides user and password, unchanged (CFG-084). */
    static final List<String> OPTIONS = List.of(
            "sslmode",
            "sslkey",
            "sslpassword",
            "sslcert",
            "sslrootcert",
            "sslcrl",
            "sslcrldir",
            "gssencmode",
            "channel_binding",
            "sslnegotiation");

    public Credentials {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    static Credentials from(Section section) {
        Map<String, String> options = new LinkedHashMap<>();
        OPTIONS.forEach(option -> section.text(option).ifPresent(value -> options.put(option, value)));
        var credentials = new Credentials(section.text("username"), section.text("password"), options);
        section.reportUnknown();
        return credentials;
    }

    @Override
    public String toString() {
        return "Credentials[" + username.orElse("default user") + " " + options.keySet() + "]";
    }
}

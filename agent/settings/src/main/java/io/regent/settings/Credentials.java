package io.regent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the agent connects to PostgreSQL in one of its roles (CFG-081 to CFG-084).
 *
 * @param username absent when libpq's default is meant
 * @param password absent for peer, trust, certificates or Kerberos
 * @param options the other libpq parameters, {@code sslmode} and its like, by libpq's name; one of them may be a password
 */
public record Credentials(Optional<String> username, Optional<String> password, Map<String, String> options) {

    public Credentials {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public String toString() {
        return "Credentials[" + username.orElse("default user") + " " + options.keySet() + "]";
    }
}

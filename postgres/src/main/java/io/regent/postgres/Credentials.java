package io.regent.postgres;

import java.util.Map;
import java.util.Optional;

/**
 * How the agent, a standby or a tool logs in as one role.
 *
 * @param username empty for the operating system's user
 * @param password empty where certificates, peer, Kerberos or a password file of the user's own do
 * @param options further words of a connection string, such as {@code sslmode} and {@code sslrootcert} (CFG-084)
 */
public record Credentials(Optional<String> username, Optional<String> password, Map<String, String> options) {

    public Credentials {
        options = Map.copyOf(options);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "Credentials[username=%s, password=%s, options=%s]"
                .formatted(username.orElse("(default)"), password.isPresent() ? "(set)" : "(none)", options.keySet());
    }
}

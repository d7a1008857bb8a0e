package io.regent.restapi.client;

import java.util.Optional;

/**
 * What a client presents to members and what it asks of them (CTL-008, CTL-009, API-137).
 *
 * @param credentials for HTTP basic authentication, sent with every request
 */
public record ClientAccess(Optional<Credentials> credentials, ClientTls tls) {

    /** No credentials; certificates are checked against the authorities that Java trusts. */
    public static final ClientAccess ANONYMOUS = new ClientAccess(Optional.empty(), ClientTls.DEFAULT);

    /** A user name and a password. Never shown. */
    public record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }
}

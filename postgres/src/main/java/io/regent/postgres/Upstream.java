package io.regent.postgres;

import java.util.Optional;

/**
 * The server that a standby streams from.
 *
 * @param name the upstream's name for logs: a member name or the address
 * @param host one host name or address
 * @param port 1 to 65535
 * @param slot the replication slot to use there
 */
public record Upstream(String name, String host, int port, Optional<String> slot) {

    /** Whether it is the same server and slot, whatever the name. */
    public boolean isSameAs(Upstream other) {
        return host.equals(other.host) && port == other.port && slot.equals(other.slot);
    }
}

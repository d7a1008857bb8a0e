package io.regent.postgres;

import java.util.List;
import java.util.Optional;

/**
 * The server that a standby streams from.
 *
 * @param name the upstream's name for logs: a member name or the address
 * @param addresses where it may be, in the order in which they are tried; never empty, and more than one only for a primary that may
 *     be any of several servers (HA-153)
 * @param slot the replication slot to use there
 */
public record Upstream(String name, List<Address> addresses, Optional<String> slot) {

    /**
     * Where a server listens.
     *
     * @param host one host name or address
     * @param port 1 to 65535
     */
    public record Address(String host, int port) {}

    public Upstream {
        addresses = List.copyOf(addresses);
    }

    /** A server of which it is known where it is. */
    public Upstream(String name, String host, int port, Optional<String> slot) {
        this(name, List.of(new Address(host, port)), slot);
    }

    /** Whether it is the same server and slot, whatever the name. */
    public boolean isSameAs(Upstream other) {
        return addresses.equals(other.addresses) && slot.equals(other.slot);
    }

    /** Whether it has to be found among several servers, of which only the one that accepts writes is meant. */
    public boolean isOneOfSeveral() {
        return addresses.size() > 1;
    }
}

package io.regent.settings.values;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One host and a port (CFG-200).
 *
 * @param host a name or an address, IPv6 without brackets, {@code *} for all interfaces
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

    /**
     * Reads {@code host:port}; the last colon outside brackets splits. Empty when it is neither that nor a host alone
     * with a default port.
     */
    public static Optional<HostAndPort> parse(String text, OptionalInt defaultPort) {
        return ListenAddress.parse(text, defaultPort)
                .filter(address -> address.hosts().size() == 1)
                .map(address -> new HostAndPort(address.hosts().getFirst(), address.port()));
    }

    /** As in a URL: an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

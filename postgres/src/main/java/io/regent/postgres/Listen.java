package io.regent.postgres;

import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code postgresql.listen}: where the server accepts connections (CFG-090).
 *
 * @param addresses as for {@code listen_addresses}; at least one
 * @param port 1 to 65535
 */
public record Listen(List<String> addresses, int port) {

    private static final int DEFAULT_PORT = 5432;
    private static final int LAST_PORT = 65535;

    /** The port follows the last colon; a colon right before that one makes both part of an IPv6 address. */
    private static final Pattern WITH_PORT = Pattern.compile("(.*[^:]):\\s*([0-9]{1,9})\\s*");

    public Listen {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "postgresql.listen: %s port %d is not allowed, it must be at least one address and a port from 1 to 65535"
                            .formatted(addresses, port));
        }
    }

    /**
     * Reads {@code address,address:port}; the port may be left out.
     *
     * @throws IllegalArgumentException when there is no address, or the port is not from 1 to 65535
     */
    public static Listen parse(String text) {
        var matcher = WITH_PORT.matcher(text);
        boolean hasPort = matcher.matches();
        String hosts = hasPort ? matcher.group(1) : text;
        List<String> addresses = Pattern.compile(",")
                .splitAsStream(hosts)
                .map(address -> address.strip().replaceAll("^\\[|\\]$", ""))
                .filter(address -> !address.isEmpty())
                .toList();
        return new Listen(addresses, hasPort ? Integer.parseInt(matcher.group(2)) : DEFAULT_PORT);
    }

    /** The address for the agent's own connections: the first one, or the local host for a wildcard. */
    public String localHost() {
        String first = addresses.getFirst();
        return switch (first) {
            case "*", "0.0.0.0", "::" -> "localhost";
            case String address -> address;
        };
    }
}

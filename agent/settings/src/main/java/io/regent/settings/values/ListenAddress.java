package io.regent.settings.values;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One or more hosts that share a port (CFG-090, CFG-200).
 *
 * @param hosts names or addresses, IPv6 without brackets, {@code *} for all interfaces; not empty
 * @param port 1 to 65535
 */
public record ListenAddress(List<String> hosts, int port) {

    private static final int HIGHEST_PORT = 65_535;

    public ListenAddress {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads {@code host,host:port}; the last colon outside brackets splits. Empty when it is neither that nor hosts
     * alone with a default port.
     */
    public static Optional<ListenAddress> parse(String text, OptionalInt defaultPort) {
        int colon = text.lastIndexOf(':');
        boolean portGiven = colon > text.lastIndexOf(']');
        OptionalInt port = portGiven ? port(text.substring(colon + 1).strip()) : defaultPort;
        List<String> hosts = hosts(portGiven ? text.substring(0, colon) : text);
        return port.isEmpty() || hosts.stream().anyMatch(String::isEmpty)
                ? Optional.empty()
                : Optional.of(new ListenAddress(hosts, port.getAsInt()));
    }

    /** Whether every address of the machine is listened on. */
    public boolean isAllInterfaces() {
        return hosts.contains("*");
    }

    @Override
    public String toString() {
        return hosts.stream()
                        .map(host -> host.contains(":") ? "[" + host + "]" : host)
                        .collect(Collectors.joining(","))
                + ":" + port;
    }

    private static List<String> hosts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(host -> host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host)
                .toList();
    }

    private static OptionalInt port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        return port < 1 || port > HIGHEST_PORT ? OptionalInt.empty() : OptionalInt.of(port);
    }
}

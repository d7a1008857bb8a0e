package io.regent.restapi;

/**
 * A host and a port (API-001).
 *
 * @param host a name or an address, an IPv6 address without brackets; empty for all interfaces
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(String host, int port) {

    public ListenAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port %d is not allowed, it must be 0 to 65535".formatted(port));
        }
    }

    /**
     * Reads {@code host:port}; the host may be a name, an IPv4 address, an IPv6 address with or without brackets, or empty
     * or {@code *} for all interfaces.
     *
     * @throws IllegalArgumentException when there is no port or it is none; the message says what is allowed
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw malformed(text);
        }
        String host = text.substring(0, colon).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1).strip());
            return new ListenAddress(host.equals("*") ? "" : host, port);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    /** Whether this means every address of the machine. */
    public boolean isAllInterfaces() {
        return host.isEmpty();
    }

    /** As in a URL: IPv6 addresses in brackets, {@code *} for all interfaces. */
    @Override
    public String toString() {
        if (isAllInterfaces()) {
            return "*:" + port;
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("'" + text + "' is not host:port with a port from 0 to 65535");
    }
}

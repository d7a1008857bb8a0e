package io.regent.dcs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a server.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final Pattern URL =
            Pattern.compile("[a-z]+://(?:[^@/]*@)?(\\[[^]]+]|[^:/?]+)(?::([0-9]{1,5}))?(?:[/?].*)?");
    private static final int POSTGRES = 5432;
    private static final int LAST_PORT = 65535;

    /** The address in a URL such as {@code postgres://10.0.0.1:5432/postgres}; empty when it is not one. */
    public static Optional<HostPort> ofUrl(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        String port = matcher.group(2);
        int number = port == null ? POSTGRES : Integer.parseInt(port);
        return number < 1 || number > LAST_PORT ? Optional.empty() : Optional.of(new HostPort(host, number));
    }
}

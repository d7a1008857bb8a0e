package io.regent.restapi.status;

import java.util.Optional;
import java.util.regex.Pattern;

/** The host and port in a member's {@code conn_url} (API-079). */
record ConnectionTarget(String host, int port) {

    private static final int DEFAULT_PORT = 5432;
    private static final Pattern URL =
            Pattern.compile("[a-z]+://(?:[^@/]*@)?(\\[[^\\]]+\\]|[^:/?]+)(?::([0-9]{1,5}))?(?:[/?].*)?");

    static Optional<ConnectionTarget> of(String connUrl) {
        var matcher = URL.matcher(connUrl);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1);
        String port = matcher.group(2);
        return Optional.of(new ConnectionTarget(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port == null ? DEFAULT_PORT : Integer.parseInt(port)));
    }
}

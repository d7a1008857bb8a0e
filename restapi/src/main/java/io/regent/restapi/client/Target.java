package io.regent.restapi.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 * @param path with a leading slash, and the query
 */
record Target(boolean secure, String host, int port, String path) {

    private static final Pattern URL =
            Pattern.compile("(?i)(https?)://(?:[^@/]*@)?(\\[[^]/]+]|[^:/?#\\s]+)(?::([0-9]{1,5}))?(/?[^#\\s]*)");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it is not one of HTTP
     */
    static Target of(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + url + "' is no URL like http://10.0.0.1:8008/patroni");
        }
        boolean secure = matcher.group(1).equalsIgnoreCase("https");
        String given = matcher.group(3);
        int port = given != null ? Integer.parseInt(given) : secure ? HTTPS : HTTP;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'" + url + "' has port " + port + ", allowed is 1 to 65535");
        }
        String path = matcher.group(4);
        return new Target(
                secure, matcher.group(2).replaceAll("[\\[\\]]", ""), port, path.startsWith("/") ? path : "/" + path);
    }

    /** What the {@code Host} header says. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

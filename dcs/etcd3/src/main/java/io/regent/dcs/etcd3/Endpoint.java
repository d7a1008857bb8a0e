package io.regent.dcs.etcd3;

import io.regent.dcs.InvalidDcsSettings;
import java.util.regex.Pattern;

/** Where one etcd member listens for clients. */
record Endpoint(String host, int port) {

    private static final int DEFAULT_PORT = 2379;
    private static final int LAST_PORT = 65535;
    private static final Pattern TEXT = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:/\\[\\]]+)(?::([0-9]{1,5}))?");

    /**
     * Reads {@code host:port}, {@code [ipv6]:port}, or either without a port, which is then 2379.
     *
     * @throws InvalidDcsSettings naming the setting when the text is neither
     */
    static Endpoint parse(String setting, String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidDcsSettings(setting, text, "an address like 10.0.0.1:2379 or [fd00::1]:2379");
        }
        String digits = matcher.group(2);
        int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > LAST_PORT) {
            throw new InvalidDcsSettings(setting, text, "an address with a port of 1 to 65535");
        }
        return new Endpoint(matcher.group(1).replaceAll("[\\[\\]]", ""), port);
    }

    /** Whether this is the machine that it is said on. */
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

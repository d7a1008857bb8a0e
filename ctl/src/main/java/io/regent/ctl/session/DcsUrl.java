package io.regent.ctl.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The argument of {@code --dcs-url}: {@code DCS://HOST:PORT/NAMESPACE}, of which every part may be missing (CTL-007).
 *
 * @param section of the configuration that it stands for
 * @param namespace empty to keep the one of the configuration
 */
public record DcsUrl(String section, String host, int port, Optional<String> namespace) {

    /** The stores that can be named, with their ports; of equal ports the first one is the default. */
    private enum Kind {
        ETCD(2379),
        ETCD3(2379),
        CONSUL(8500),
        ZOOKEEPER(2181),
        EXHIBITOR(8181);

        private final int port;

        Kind(int port) {
            this.port = port;
        }

        String section() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern URL =
            Pattern.compile("(?:([^:/]*)://)?(\\[[^]]*]|[^:/]*)(?::([0-9]{1,5}))?(?:/+(.*?)/*)?");

    /**
     * Reads the argument.
     *
     * @throws Refusal when it is no such URL or names an unknown store
     */
    public static DcsUrl of(String url) {
        Matcher matcher = URL.matcher(url.strip());
        if (!matcher.matches()) {
            throw new Refusal(
                    "--dcs-url: '%s' is not allowed, it must be like etcd3://10.0.0.1:2379/service".formatted(url));
        }
        Optional<Integer> port = part(matcher, 3).map(Integer::valueOf);
        Kind kind = part(matcher, 1).map(DcsUrl::named).orElseGet(() -> listeningOn(port));
        return new DcsUrl(
                kind.section(),
                part(matcher, 2).map(host -> host.replaceAll("[\\[\\]]", "")).orElse("localhost"),
                port.orElse(kind.port),
                part(matcher, 4).map(namespace -> "/" + namespace));
    }

    /** The section of the configuration that it replaces. */
    public Map<String, Object> settings() {
        return switch (section) {
            case "zookeeper" -> Map.of("hosts", List.of(address()));
            case "exhibitor" -> Map.of("hosts", List.of(host), "port", port);
            default -> Map.of("host", address());
        };
    }

    private String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Kind named(String scheme) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.section().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new Refusal("Unknown dcs scheme: %s (known: %s)"
                        .formatted(
                                scheme,
                                Arrays.stream(Kind.values()).map(Kind::section).collect(Collectors.joining(", ")))));
    }

    private static Kind listeningOn(Optional<Integer> port) {
        return Arrays.stream(Kind.values())
                .filter(kind -> port.filter(given -> given == kind.port).isPresent())
                .findFirst()
                .orElse(Kind.ETCD);
    }

    private static Optional<String> part(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).filter(text -> !text.isEmpty());
    }
}

package io.regent.dcs.etcd3;

import io.regent.dcs.InvalidDcsSettings;
import java.io.File;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code etcd3}, understood (CFG-065 to CFG-069).
 *
 * @param discovers whether etcd is asked for further endpoints; not behind proxies ({@code use_proxies}, CFG-066)
 */
record Etcd3Settings(
        List<Endpoint> endpoints, Optional<Tls> tls, Optional<Credentials> credentials, boolean discovers) {

    private static final String SECTION = "etcd3.";
    private static final Set<String> TRUE = Set.of("true", "on", "yes", "1");

    /**
     * Reads the section.
     *
     * @throws InvalidDcsSettings when a setting is missing or cannot be used
     */
    static Etcd3Settings parse(Map<String, Object> section) {
        Stream.of("srv", "srv_suffix", "proxy")
                .filter(name -> text(section, name).isPresent())
                .forEach(name -> {
                    throw new InvalidDcsSettings(
                            SECTION + name,
                            "a value",
                            "left out, it is not supported yet; list the endpoints in etcd3.hosts");
                });
        Optional<URI> url = text(section, "url").map(Etcd3Settings::url);
        return new Etcd3Settings(
                endpoints(section, url),
                tls(section, url),
                credentials(section, url),
                text(section, "use_proxies").filter(TRUE::contains).isEmpty());
    }

    private static List<Endpoint> endpoints(Map<String, Object> section, Optional<URI> url) {
        List<Endpoint> hosts = hosts(section.get("hosts"));
        if (!hosts.isEmpty()) {
            return hosts;
        }
        return text(section, "host")
                .map(host -> Endpoint.parse(SECTION + "host", host))
                .or(() -> url.map(given -> Endpoint.parse(
                        SECTION + "url", given.getHost() + (given.getPort() < 0 ? "" : ":" + given.getPort()))))
                .map(List::of)
                .orElseThrow(() -> new InvalidDcsSettings("etcd3", section.keySet(), "given with host, hosts or url"));
    }

    private static List<Endpoint> hosts(@Nullable Object hosts) {
        Stream<String> texts = switch (hosts) {
            case null -> Stream.empty();
            case List<?> list -> list.stream().map(String::valueOf);
            default -> Arrays.stream(hosts.toString().split(","));
        };
        return texts.filter(text -> !text.isBlank())
                .map(text -> Endpoint.parse(SECTION + "hosts", text))
                .distinct()
                .toList();
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && url.getScheme() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw invalidUrl();
        }
        throw invalidUrl();
    }

    /** The value is not repeated, because it may hold a password. */
    private static InvalidDcsSettings invalidUrl() {
        return new InvalidDcsSettings(
                SECTION + "url", "the value", "like http://10.0.0.1:2379 or https://10.0.0.1:2379");
    }

    private static Optional<Tls> tls(Map<String, Object> section, Optional<URI> url) {
        Optional<File> certificate = file(section, "cert");
        Optional<File> key = file(section, "key");
        if (key.isPresent() && certificate.isEmpty()) {
            throw new InvalidDcsSettings(SECTION + "key", key.get(), "given together with etcd3.cert");
        }
        String protocol =
                url.map(URI::getScheme).or(() -> text(section, "protocol")).orElse("http");
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "http" -> Optional.empty();
            case "https" ->
                Optional.of(new Tls(
                        file(section, "cacert"), certificate.map(own -> new Tls.Identity(own, key.orElse(own)))));
            default -> throw new InvalidDcsSettings(SECTION + "protocol", protocol, "http or https");
        };
    }

    private static Optional<Credentials> credentials(Map<String, Object> section, Optional<URI> url) {
        Optional<String[]> inUrl = url.map(URI::getUserInfo).map(info -> info.split(":", 2));
        Optional<String> username = text(section, "username").or(() -> inUrl.map(parts -> parts[0]));
        Optional<String> password = text(section, "password")
                .or(() -> inUrl.filter(parts -> parts.length > 1).map(parts -> parts[1]));
        if (username.isPresent() && password.isEmpty()) {
            throw new InvalidDcsSettings(SECTION + "password", "nothing", "given together with etcd3.username");
        }
        return username.map(name -> new Credentials(name, password.orElseThrow()));
    }

    private static Optional<File> file(Map<String, Object> section, String name) {
        return text(section, name).map(File::new);
    }

    private static Optional<String> text(Map<String, Object> section, String name) {
        return Optional.ofNullable(section.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }
}

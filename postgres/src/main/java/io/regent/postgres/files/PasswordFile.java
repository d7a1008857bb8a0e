package io.regent.postgres.files;

import io.regent.postgres.Credentials;
import io.regent.postgres.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a password file (manual, "The Password File"; CFG-086). */
public final class PasswordFile {

    private PasswordFile() {}

    /** The lines by which these roles log in at a server, wherever it may be; empty when none of them has a password. */
    public static Optional<String> text(Upstream server, List<Credentials> roles) {
        List<String> lines = roles.stream()
                .filter(role -> role.password().isPresent())
                .flatMap(role -> server.addresses().stream().flatMap(address -> lines(address, role)))
                .distinct()
                .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private static Stream<String> lines(Upstream.Address address, Credentials role) {
        return hosts(address.host()).stream().map(host -> line(host, address.port(), role));
    }

    /** libpq looks for {@code localhost} when it connects through its default socket. */
    private static List<String> hosts(String host) {
        return host.startsWith("/") ? List.of(host, "localhost") : List.of(host);
    }

    private static String line(String host, int port, Credentials role) {
        return "%s:%d:*:%s:%s"
                .formatted(
                        escaped(host),
                        port,
                        role.username().map(PasswordFile::escaped).orElse("*"),
                        escaped(role.password().orElse("*")));
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }
}

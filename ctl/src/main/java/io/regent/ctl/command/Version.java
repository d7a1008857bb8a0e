package io.regent.ctl.command;

import io.regent.ctl.session.Members;
import io.regent.ctl.session.Session;
import io.regent.dcs.Member;
import io.regent.dcs.wire.Json;
import io.regent.restapi.client.RestAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code version}: of this tool, and of the members of a cluster (CTL-051). */
final class Version implements Command {

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String purpose() {
        return "Output version of regentctl command or a running Patroni instance";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.members(spec);
        Arguments.group(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        session.terminal().say("regentctl version " + own());
        Arguments.cluster(arguments).ifPresent(cluster -> {
            session.terminal().say("");
            Members members = session.members();
            List<String> names = Arguments.members(arguments);
            try (var recorded = session.cluster(cluster)) {
                recorded.read().members().stream()
                        .filter(member -> member.apiUrl().isPresent())
                        .filter(member ->
                                names.isEmpty() || names.contains(member.name().value()))
                        .forEach(member -> session.terminal().say(member.name() + ": " + of(member, members)));
            }
        });
    }

    private static String of(Member member, Members members) {
        return switch (members.status(member)) {
            case RestAnswer.Replied(int _, String body) ->
                Json.parseObject(body).map(Version::told).orElse("failed to get version: the answer is no JSON object");
            case RestAnswer.Unreachable(String cause) -> "failed to get version: " + cause;
            case RestAnswer.Unanswered(String cause) -> "failed to get version: " + cause;
        };
    }

    private static String told(Map<String, Object> document) {
        Object version = document.get("patroni") instanceof Map<?, ?> product ? product.get("version") : null;
        String server = document.get("server_version") instanceof Integer number ? " PostgreSQL " + server(number) : "";
        return "Patroni " + (version == null ? "unknown" : version) + server;
    }

    /** Releases before 10 have three parts. */
    private static String server(int number) {
        return number >= 100_000
                ? number / 10_000 + "." + number % 10_000
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }

    private static String own() {
        try (InputStream version =
                Objects.requireNonNull(Version.class.getResourceAsStream("/io/regent/ctl/version"))) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

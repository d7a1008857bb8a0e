package io.regent.ctl.command;

import io.regent.ctl.output.DecisionsText;
import io.regent.ctl.output.Format;
import io.regent.ctl.output.ToldDecision;
import io.regent.ctl.session.Members;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.restapi.client.RestAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain}: what the members decided and why, merged by time. */
final class Explain implements Command {

    private static final List<String> FORMATS = List.of("pretty", "json");
    private static final String LONG_ENOUGH = "1h";

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String purpose() {
        return "Show what members decided and why";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.onlyMembers(spec);
        Arguments.text(spec, "Cluster to ask, if not the one of the configuration", "--cluster");
        Arguments.text(spec, "Begin at a time or so long ago (e.g. 15m, 2h, 2026-03-01T12:00:00Z) [1h]", "--since");
        Arguments.flag(spec, "Show the last decision only, whether or not it changed something", "--last");
        Arguments.choice(spec, "Output format", FORMATS, "-f", "--format");
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Format format =
                Arguments.text(arguments, "--format").flatMap(Format::of).orElse(Format.PRETTY);
        try (var recorded = session.cluster(Arguments.text(arguments, "--cluster"))) {
            List<Member> asked = named(recorded, Arguments.members(arguments));
            var told = new ArrayList<ToldDecision>();
            SortedMap<MemberName, String> silent = new TreeMap<>();
            ask(asked, endpoint(arguments), session.members()).forEach((member, answer) -> {
                switch (answer) {
                    case Told(List<ToldDecision> decisions) -> told.addAll(decisions);
                    case Silent(String cause) -> silent.put(member, cause);
                }
            });
            refuseSilence(asked, silent);
            session.terminal()
                    .print(
                            format == Format.JSON
                                    ? DecisionsText.json(recorded.name(), told, silent)
                                    : DecisionsText.timeline(told, ZoneId.systemDefault()));
            silent.forEach(
                    (member, cause) -> session.terminal().complain("%s tells nothing: %s".formatted(member, cause)));
        }
    }

    /** What came of asking a member. */
    private sealed interface Answer {}

    private record Told(List<ToldDecision> decisions) implements Answer {}

    private record Silent(String cause) implements Answer {}

    /** The members of these names, or all; who begins with the name of the cluster, as for other commands, is understood. */
    private static List<Member> named(RecordedCluster recorded, List<String> names) {
        List<Member> members = recorded.read().members();
        List<String> known =
                members.stream().map(member -> member.name().value()).toList();
        List<String> wanted = names.stream()
                .filter(name -> known.contains(name) || !name.equals(recorded.name()))
                .toList();
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new Refusal("%s is not a member of cluster %s, which has %s"
                    .formatted(name, recorded.name(), known.isEmpty() ? "none" : String.join(", ", known)));
        });
        if (members.isEmpty()) {
            throw new Refusal(recorded.name() + " cluster doesn't have any members");
        }
        return members.stream()
                .filter(member ->
                        wanted.isEmpty() || wanted.contains(member.name().value()))
                .toList();
    }

    private static String endpoint(ParseResult arguments) {
        if (Arguments.has(arguments, "--last")) {
            return "decisions?last=true";
        }
        String since = Arguments.text(arguments, "--since").orElse(LONG_ENOUGH);
        return "decisions?since=" + URLEncoder.encode(since, StandardCharsets.UTF_8);
    }

    /** All at once, because the one who hangs is the one of an outage. */
    private static SortedMap<MemberName, Answer> ask(List<Member> asked, String endpoint, Members members) {
        var answers = new TreeMap<MemberName, Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new TreeMap<MemberName, Future<RestAnswer>>();
            asked.forEach(member -> pending.put(member.name(), threads.submit(() -> members.read(member, endpoint))));
            pending.forEach((member, answer) -> answers.put(member, answer(member, outcome(answer))));
        }
        return answers;
    }

    private static RestAnswer outcome(Future<RestAnswer> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RestAnswer.Unanswered("interrupted");
        }
    }

    private static Answer answer(MemberName member, RestAnswer answer) {
        return switch (answer) {
            case RestAnswer.Replied(int status, String body)
            when status == 200 ->
                ToldDecision.of(member, body)
                        .<Answer>map(Told::new)
                        .orElseGet(() -> new Silent("it keeps no record of its decisions"));
            case RestAnswer.Replied(int status, String body) when status == 400 -> throw new Refusal(body);
            case RestAnswer.Replied(int status, String _) ->
                new Silent("it keeps no record of its decisions, status code=" + status);
            case RestAnswer.Unreachable(String cause) -> new Silent("not accessible: " + cause);
            case RestAnswer.Unanswered(String cause) -> new Silent("no answer: " + cause);
        };
    }

    private static void refuseSilence(List<Member> asked, SortedMap<MemberName, String> silent) {
        if (silent.size() == asked.size()) {
            throw new Refusal("no member tells what it decided. "
                    + silent.entrySet().stream()
                            .map(entry -> entry.getKey() + ": " + entry.getValue())
                            .collect(Collectors.joining("; ")));
        }
    }
}

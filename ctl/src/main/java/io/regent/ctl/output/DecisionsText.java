package io.regent.ctl.output;

import io.regent.dcs.MemberName;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several members decided, in the order in which it happened. */
public final class DecisionsText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final Comparator<ToldDecision> BY_TIME =
            Comparator.comparing(ToldDecision::first).thenComparing(ToldDecision::member);

    private DecisionsText() {}

    /** For machines, on one line that is ended. */
    public static String json(String cluster, List<ToldDecision> told, SortedMap<MemberName, String> silent) {
        var document = new LinkedHashMap<String, Object>();
        document.put("cluster", cluster);
        document.put(
                "decisions",
                told.stream().sorted(BY_TIME).map(DecisionsText::entry).toList());
        var unreachable = new LinkedHashMap<String, String>();
        silent.forEach((member, cause) -> unreachable.put(member.value(), cause));
        document.put("unreachable", unreachable);
        return JsonText.of(document) + "\n";
    }

    private static Map<String, Object> entry(ToldDecision decision) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("member", decision.member().value());
        entry.putAll(decision.entry());
        return entry;
    }

    /**
     * For people: a line for each decision, and under it what it was made on and who was refused. Each line is ended.
     *
     * @param zone in which times are told
     */
    public static String timeline(List<ToldDecision> told, ZoneId zone) {
        int widest = told.stream()
                .mapToInt(decision -> decision.member().value().length())
                .max()
                .orElse(0);
        return told.stream()
                .sorted(BY_TIME)
                .flatMap(decision -> lines(decision, widest, TIME.withZone(zone)))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<String> lines(ToldDecision decision, int widest, DateTimeFormatter time) {
        var lines = new ArrayList<String>();
        String often = decision.cycles() > 1
                ? ", %d times until %s".formatted(decision.cycles(), time.format(decision.last()))
                : "";
        lines.add("%s %s  %s (%s%s)"
                .formatted(
                        time.format(decision.first()),
                        padded(decision.member().value(), widest),
                        decision.text("decision"),
                        decision.text("rule"),
                        often));
        List<Map<?, ?>> steps = decision.list("steps");
        if (steps.size() > 1) {
            lines.add("    after: "
                    + steps.subList(0, steps.size() - 1).stream()
                            .map(step -> "%s (%s)".formatted(step.get("decision"), step.get("rule")))
                            .collect(Collectors.joining("; ")));
        }
        Stream.of("facts", "figures")
                .map(decision::object)
                .flatMap(inputs -> inputs.entrySet().stream())
                .map(input -> "%s: %s".formatted(input.getKey(), input.getValue()))
                .reduce((one, other) -> one + "; " + other)
                .ifPresent(inputs -> lines.add("    seen: " + inputs));
        decision.list("findings")
                .forEach(finding -> lines.add(
                        "    %s %s: %s".formatted(finding.get("member"), finding.get("verdict"), finding.get("why"))));
        return lines.stream();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}

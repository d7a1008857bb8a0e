package io.regent.restapi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An agent that has decided three times: two hours ago, half an hour ago, and since then the same again and again. */
public final class FakeDecisions implements DecisionSource {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public DecisionTrail trail() {
        return new DecisionTrail(
                List.of(entry("10:00:00", "10:00:00", 1, "D-033"), entry("11:30:00", "12:00:00", 180, "D-193")),
                new TreeMap<>(Map.of("D-033", 1L, "D-193", 180L)),
                Optional.of("D-193"));
    }

    @Override
    public long dropped() {
        return 2;
    }

    @Override
    public Optional<Map<String, Object>> lastInFull() {
        return Optional.of(Map.of("rule", "D-193", "trace", List.of()));
    }

    private static DecisionEntry entry(String first, String last, long cycles, String rule) {
        return new DecisionEntry(at(first), at(last), cycles, Map.of("rule", rule));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + "Z");
    }
}

package io.regent.ctl.output;

import io.regent.dcs.MemberName;
import io.regent.dcs.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of a member's {@code GET /decisions}.
 *
 * @param first when it was
 * @param last when it was repeated for the last time
 * @param entry as the member told it
 */
public record ToldDecision(MemberName member, Instant first, Instant last, Map<String, Object> entry) {

    /** The entries of an answer; empty when it is no such answer. */
    public static Optional<List<ToldDecision>> of(MemberName member, String body) {
        if (!(Json.parseObject(body).map(answer -> answer.get("decisions")).orElse(null) instanceof List<?> list)) {
            return Optional.empty();
        }
        var decisions = new ArrayList<ToldDecision>();
        for (Object entry : list) {
            Optional<ToldDecision> read = read(member, entry);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            decisions.add(read.orElseThrow());
        }
        return Optional.of(decisions);
    }

    private static Optional<ToldDecision> read(MemberName member, Object json) {
        if (!(json instanceof Map<?, ?> map)
                || !(map.get("first") instanceof String first)
                || !(map.get("last") instanceof String last)) {
            return Optional.empty();
        }
        var entry = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> entry.put(String.valueOf(key), value));
        try {
            return Optional.of(new ToldDecision(member, Instant.parse(first), Instant.parse(last), entry));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A text of the entry; empty when there is none. */
    String text(String field) {
        return String.valueOf(entry.getOrDefault(field, ""));
    }

    /** How many cycles it stands for. */
    long cycles() {
        return entry.get("cycles") instanceof Number number ? number.longValue() : 1;
    }

    /** The objects of a list of the entry. */
    List<Map<?, ?>> list(String field) {
        var objects = new ArrayList<Map<?, ?>>();
        if (entry.get(field) instanceof List<?> list) {
            list.forEach(element -> {
                if (element instanceof Map<?, ?> map) {
                    objects.add(map);
                }
            });
        }
        return objects;
    }

    /** An object of the entry. */
    Map<?, ?> object(String field) {
        return entry.get(field) instanceof Map<?, ?> map ? map : Map.of();
    }
}

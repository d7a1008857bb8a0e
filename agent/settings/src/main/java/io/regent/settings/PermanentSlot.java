package io.regent.settings;

import io.regent.postgres.SlotPattern.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A replication slot that is always there, an entry of {@code slots} (CFG-033).
 *
 * @param name as PostgreSQL allows it
 * @param kind physical unless the entry says otherwise or names a database and a plugin (HA-126)
 * @param clusterType in which clusters it is kept; empty for all (CFG-036)
 */
public record PermanentSlot(String name, Kind kind, Optional<ClusterType> clusterType) {

    /** The words of {@code cluster_type}. */
    public enum ClusterType {
        /** A cluster of its own. */
        PRIMARY,
        /** A cluster that replicates another one. */
        STANDBY
    }

    /** {@code slots}, and what it was called before. */
    private static final List<String> NAMES = List.of("slots", "permanent_slots", "permanent_replication_slots");

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_]{1,63}");

    /** Entries that cannot be read are warned about and passed over, the others count (HA-126). */
    static List<PermanentSlot> from(Section document) {
        Section slots = NAMES.stream()
                .filter(document::has)
                .filter(name -> !document.value(name).equals(Optional.of(List.of())))
                .findFirst()
                .map(document::section)
                .orElseGet(() -> document.section(NAMES.getFirst()));
        var found = new ArrayList<PermanentSlot>();
        slots.values().forEach((name, value) -> {
            Optional<String> fault = fault(name, value == null ? Map.of() : value);
            fault.ifPresentOrElse(
                    why -> document.problems().warn(slots.at(name), "is not kept: " + why),
                    () -> found.add(entry(name, slots.section(name))));
        });
        return found;
    }

    private static Optional<String> fault(String name, Object value) {
        if (!ALLOWED.matcher(name).matches()) {
            return Optional.of("the name of a slot has 1 to 63 of the characters a to z, 0 to 9 and _");
        }
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.of("'%s' is not allowed, allowed is a map".formatted(value));
        }
        return unknownWord(map, "type", Kind.values()).or(() -> unknownWord(map, "cluster_type", ClusterType.values()));
    }

    private static Optional<String> unknownWord(Map<?, ?> map, String key, Enum<?>[] allowed) {
        String word = map.get(key) == null ? "" : map.get(key).toString();
        List<String> words = Stream.of(allowed)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return word.isBlank() || words.contains(word.strip().toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("%s '%s' is not allowed, allowed is %s".formatted(key, word, String.join(" or ", words)));
    }

    private static PermanentSlot entry(String name, Section entry) {
        boolean namesPlugin = entry.has("database") && entry.has("plugin");
        Kind kind = entry.choice("type", namesPlugin ? Kind.LOGICAL : Kind.PHYSICAL, Kind.class);
        Optional<ClusterType> clusterType = entry.has("cluster_type")
                ? Optional.of(entry.choice("cluster_type", ClusterType.PRIMARY, ClusterType.class))
                : Optional.empty();
        entry.reportUnknown();
        return new PermanentSlot(name, kind, clusterType);
    }

    /** Whether it is kept in a cluster of that kind. */
    public boolean isKeptIn(ClusterType type) {
        return clusterType.filter(wanted -> wanted != type).isEmpty();
    }
}

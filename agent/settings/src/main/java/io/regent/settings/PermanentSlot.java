package io.regent.settings;

import io.regent.postgres.Decoder;
import io.regent.postgres.SlotPattern.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A replication slot that is always there, an entry of {@code slots} (CFG-033).
 *
 * @param name as PostgreSQL allows it
 * @param decoder what a logical slot reads; empty for a physical one, which it is unless the entry says otherwise or names a database and a
 *     plugin (HA-126)
 * @param clusterType in which clusters it is kept; empty for all (CFG-036)
 */
public record PermanentSlot(String name, Optional<Decoder> decoder, Optional<ClusterType> clusterType) {

    /** The words of {@code cluster_type}. */
    public enum ClusterType {
        /** A cluster of its own. */
        PRIMARY,
        /** A cluster that replicates another one. */
        STANDBY
    }

    /** {@code slots}, and what it was called before. */
    private static final List<String> NAMES = List.of("slots", "permanent_slots", "permanent_replication_slots");

    private static final String IS_NOT_KEPT = "; there will be no such slot";
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_]{1,63}");

    /** Entries that cannot be read are warned about and passed over, the others count (HA-126). */
    static List<PermanentSlot> from(Section document) {
        String key = key(document);
        Map<String, Object> slots = document.value(key).equals(Optional.of(List.of())) ? Map.of() : document.map(key);
        var found = new ArrayList<PermanentSlot>();
        for (String name : slots.keySet()) {
            var problems = new Problems(Map.of());
            PermanentSlot slot = entry(name, new Section(document.at(key), slots, problems));
            if (problems.faults().isEmpty()) {
                found.add(slot);
            }
            problems.faults()
                    .forEach(fault -> document.problems().warn(fault.setting(), fault.problem() + IS_NOT_KEPT));
            document.problems().warnAll(problems.warnings());
        }
        return found;
    }

    /** The name under which the document has them. */
    static String key(Section document) {
        return NAMES.stream().filter(document::has).findFirst().orElse(NAMES.getFirst());
    }

    private static PermanentSlot entry(String name, Section slots) {
        if (!ALLOWED.matcher(name).matches()) {
            slots.problems().fault(slots.at(name), "a slot's name has 1 to 63 of the characters a to z, 0 to 9 and _");
        }
        Section entry = slots.section(name);
        boolean namesPlugin = entry.has("database") && entry.has("plugin");
        Kind kind = entry.choice("type", namesPlugin ? Kind.LOGICAL : Kind.PHYSICAL, Kind.class);
        Optional<ClusterType> clusterType = entry.has("cluster_type")
                ? Optional.of(entry.choice("cluster_type", ClusterType.PRIMARY, ClusterType.class))
                : Optional.empty();
        Optional<Decoder> decoder = kind == Kind.LOGICAL ? Optional.of(decoder(entry)) : Optional.empty();
        entry.reportUnknown();
        return new PermanentSlot(name, decoder, clusterType);
    }

    private static Decoder decoder(Section entry) {
        String database = required(entry, "database");
        return new Decoder(database, required(entry, "plugin"));
    }

    private static String required(Section entry, String key) {
        Optional<String> text = entry.text(key).filter(given -> !given.isBlank());
        if (text.isEmpty()) {
            entry.problems().fault(entry.at(key), "a logical slot has a database and a plugin");
        }
        return text.orElse("");
    }

    /** Whether it is kept in a cluster of that kind. */
    public boolean isKeptIn(ClusterType type) {
        return clusterType.filter(wanted -> wanted != type).isEmpty();
    }
}

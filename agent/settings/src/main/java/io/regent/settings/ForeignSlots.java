package io.regent.settings;

import io.regent.postgres.SlotPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code ignore_slots}: replication slots that somebody else looks after (CFG-037). */
final class ForeignSlots {

    private static final String ALLOWED = "a list of maps with at least one of name, type, database and plugin";

    private static final SlotPattern ANY =
            new SlotPattern(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private ForeignSlots() {}

    static List<SlotPattern> from(Section document) {
        Object value = document.value("ignore_slots").orElse(List.of());
        var patterns = new ArrayList<SlotPattern>();
        if (value instanceof List<?> entries) {
            for (int i = 0; i < entries.size(); i++) {
                entry(document, "ignore_slots[%d]".formatted(i), entries.get(i)).ifPresent(patterns::add);
            }
        } else if (!value.equals(Map.of())) {
            document.problems().notAllowed(document.at("ignore_slots"), value, ALLOWED);
        }
        return patterns;
    }

    /** One that names nothing would cover every slot, those of lost members included, which then fill the disk. */
    private static Optional<SlotPattern> entry(Section document, String place, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            document.problems().notAllowed(document.at(place), String.valueOf(value), ALLOWED);
            return Optional.empty();
        }
        var entry = new Section(document.at(place), Maps.withTextKeys(map), document.problems());
        var pattern = new SlotPattern(entry.text("name"), kind(entry), entry.text("database"), entry.text("plugin"));
        entry.reportUnknown();
        if (pattern.equals(ANY)) {
            document.problems().notAllowed(document.at(place), value, ALLOWED);
        }
        return Optional.of(pattern);
    }

    private static Optional<SlotPattern.Kind> kind(Section entry) {
        return entry.has("type")
                ? Optional.of(entry.choice("type", SlotPattern.Kind.PHYSICAL, SlotPattern.Kind.class))
                : Optional.empty();
    }
}

package io.regent.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs of the operator, as the words of their commands (HA-187).
 *
 * @param callbacks by the name of the event, for example {@code on_role_change} (CFG-087)
 * @param prePromote must end with 0 before a promotion (CFG-103)
 * @param beforeStop runs before PostgreSQL is stopped (CFG-103)
 */
public record Scripts(
        Map<String, List<String>> callbacks, Optional<List<String>> prePromote, Optional<List<String>> beforeStop) {

    /** No program at all. */
    public static final Scripts NONE = new Scripts(Map.of(), Optional.empty(), Optional.empty());

    private static final List<String> EVENTS =
            List.of("on_start", "on_stop", "on_restart", "on_reload", "on_role_change");

    public Scripts {
        callbacks = Map.copyOf(callbacks);
    }

    static Scripts from(Section postgresql) {
        Section section = postgresql.section("callbacks");
        var callbacks = new LinkedHashMap<String, List<String>>();
        EVENTS.forEach(event -> command(section, event).ifPresent(words -> callbacks.put(event, words)));
        section.reportUnknown();
        return new Scripts(callbacks, command(postgresql, "pre_promote"), command(postgresql, "before_stop"));
    }

    static Optional<List<String>> command(Section section, String key) {
        return section.text(key).flatMap(text -> {
            try {
                return Optional.of(CommandWords.of(text));
            } catch (IllegalArgumentException e) {
                section.problems()
                        .notAllowed(section.at(key), text, "a command whose quotes are closed: " + e.getMessage());
                return Optional.empty();
            }
        });
    }
}

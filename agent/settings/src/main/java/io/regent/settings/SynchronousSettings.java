package io.regent.settings;

import io.regent.settings.values.BooleanText;
import java.util.Optional;

/**
 * Synchronous replication of the cluster.
 *
 * @param mode {@code synchronous_mode} (CFG-015, CFG-016)
 * @param strict {@code synchronous_mode_strict} (CFG-017)
 * @param nodeCount {@code synchronous_node_count}, 1 or more (CFG-019)
 * @param maximumLag {@code maximum_lag_on_syncnode} in bytes; zero or less for no limit (CFG-010)
 */
public record SynchronousSettings(Mode mode, boolean strict, int nodeCount, long maximumLag) {

    /** What an acknowledged commit waits for. */
    public enum Mode {
        /** For nothing but the leader's own disk. */
        OFF,
        /** For the named standbys. */
        ON,
        /** For so many of the named standbys. */
        QUORUM
    }

    private static final long NO_LIMIT = -1;
    private static final int MOST_NODES = 1000;

    static SynchronousSettings from(Section document) {
        return new SynchronousSettings(
                mode(document),
                document.flag("synchronous_mode_strict", false),
                document.number("synchronous_node_count", 1, 1, MOST_NODES),
                document.bytes("maximum_lag_on_syncnode", NO_LIMIT, Section.NO_MINIMUM));
    }

    private static Mode mode(Section document) {
        Optional<Object> value = document.value("synchronous_mode");
        if (value.filter(text -> text.toString().strip().equalsIgnoreCase("quorum"))
                .isPresent()) {
            return Mode.QUORUM;
        }
        Optional<Boolean> flag = value.flatMap(BooleanText::parse);
        if (value.isPresent() && flag.isEmpty()) {
            document.problems()
                    .notAllowed(document.at("synchronous_mode"), value.get(), "a boolean (on or off), or quorum");
        }
        return flag.orElse(false) ? Mode.ON : Mode.OFF;
    }
}

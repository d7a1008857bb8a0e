package io.regent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one section that says where the cluster is recorded. Its content is for the backend of that name.
 *
 * @param name one of {@link #NAMES}
 * @param settings as read from the file and the environment; may hold passwords, so it is never shown
 */
public record DcsSection(String name, Map<String, Object> settings) {

    /** The stores that a configuration may name (CFG-186). */
    public static final List<String> NAMES =
            List.of("etcd", "etcd3", "consul", "zookeeper", "exhibitor", "kubernetes", "raft");

    /** The section, of which there must be exactly one. */
    static DcsSection required(Section root) {
        Optional<DcsSection> section = optional(root);
        if (section.isEmpty()) {
            root.problems().missing("DCS section", "exactly one of " + String.join(", ", NAMES));
        }
        return section.orElse(new DcsSection("none", Map.of()));
    }

    /** The section, of which there may be one; the first when there are more, which is a fault. */
    static Optional<DcsSection> optional(Section root) {
        List<String> given = NAMES.stream().filter(root::has).toList();
        if (given.size() > 1) {
            root.problems()
                    .fault(
                            "DCS section",
                            "%s are given, only one of %s is allowed"
                                    .formatted(String.join(" and ", given), String.join(", ", NAMES)));
        }
        return given.stream().findFirst().map(name -> new DcsSection(name, root.map(name)));
    }

    public DcsSection {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    @Override
    public String toString() {
        return "DcsSection[" + name + " " + settings.keySet() + "]";
    }
}

package io.regent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    public DcsSection {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    @Override
    public String toString() {
        return "DcsSection[" + name + " " + settings.keySet() + "]";
    }
}

package io.regent.dcs;

import java.util.Map;

/** A kind of store, found by {@link java.util.ServiceLoader} when its section is configured. */
public interface DcsBackend {

    /** The name of the section in the configuration file that chooses this backend, for example {@code etcd3}. */
    String section();

    /**
     * Builds a store; connects lazily, so that an unreachable store is no error here.
     *
     * @param settings the section, as read from the file and the environment
     * @param path the cluster to look after
     * @throws InvalidDcsSettings when a setting is missing or cannot be used
     */
    DcsStore open(Map<String, Object> settings, ClusterPath path);
}

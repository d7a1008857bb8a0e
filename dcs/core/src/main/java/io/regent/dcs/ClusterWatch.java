package io.regent.dcs;

import java.util.function.Consumer;

/** Tells of changes that others made. */
public interface ClusterWatch {

    /**
     * Calls the listener with each changed key of the cluster, on a thread of the store, until the store is closed. After
     * a gap in the stream the listener is called with {@link ClusterKey#LEADER} once, because anything may have changed
     * (LES-007). A failing stream is opened again with growing pauses and jitter (LES-013). The listener must return at
     * once.
     */
    void onChange(Consumer<ClusterKey> listener);
}

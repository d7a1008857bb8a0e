package io.regent.dcs;

import java.time.Duration;

/** One configured store, as one cluster sees it. */
public interface DcsStore extends LeaseStore, ClusterStore, ClusterWatch, AutoCloseable {

    /** The longest time a call may take from now on; {@code retry_timeout} (HA-056). Never zero. */
    void deadline(Duration deadline);

    /** Ends the watch and closes connections. Leases are left to expire. Does not throw. */
    @Override
    void close();
}

package io.regent.it.harness;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a scenario may choose about its cluster.
 *
 * @param ttl seconds until the lease of a silent leader ends; the products allow no less than 20
 * @param loopWait seconds between two cycles
 * @param retryTimeout seconds that a call to the DCS or PostgreSQL may be tried for
 * @param replicates the port of another cluster's primary, for a standby cluster
 * @param programs where PostgreSQL's programs are; empty for those that are installed
 */
public record ClusterSettings(
        int ttl, int loopWait, int retryTimeout, Optional<Integer> replicates, Optional<Path> programs) {

    /** A cluster of its own. */
    public ClusterSettings(int ttl, int loopWait, int retryTimeout) {
        this(ttl, loopWait, retryTimeout, Optional.empty(), Optional.empty());
    }

    /** The same for a cluster that replicates the server on the port. */
    public ClusterSettings replicating(int port) {
        return new ClusterSettings(ttl, loopWait, retryTimeout, Optional.of(port), programs);
    }

    /** The same with another version of PostgreSQL. */
    public ClusterSettings with(Path otherPrograms) {
        return new ClusterSettings(ttl, loopWait, retryTimeout, replicates, Optional.of(otherPrograms));
    }

    /** As short as the products allow, so that tests do not wait for nothing. */
    public static final ClusterSettings QUICK = new ClusterSettings(20, 2, 5);

    /** What a cluster has when nobody says otherwise. */
    public static final ClusterSettings DEFAULTS = new ClusterSettings(30, 10, 10);
}

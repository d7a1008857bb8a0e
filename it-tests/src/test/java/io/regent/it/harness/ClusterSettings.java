package io.regent.it.harness;

/**
 * What a scenario may choose about its cluster.
 *
 * @param ttl seconds until the lease of a silent leader ends; the products allow no less than 20
 * @param loopWait seconds between two cycles
 * @param retryTimeout seconds that a call to the DCS or PostgreSQL may be tried for
 */
public record ClusterSettings(int ttl, int loopWait, int retryTimeout) {

    /** As short as the products allow, so that tests do not wait for nothing. */
    public static final ClusterSettings QUICK = new ClusterSettings(20, 2, 5);

    /** What a cluster has when nobody says otherwise. */
    public static final ClusterSettings DEFAULTS = new ClusterSettings(30, 10, 10);
}

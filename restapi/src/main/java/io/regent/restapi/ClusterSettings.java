package io.regent.restapi;

import java.time.Duration;

/**
 * The cluster-wide settings in force on this node.
 *
 * @param standbyCluster whether the leader of this cluster follows another cluster
 * @param failsafeMode whether {@code failsafe_mode} is configured
 * @param maximumLagOnFailover in bytes
 */
public record ClusterSettings(
        boolean paused,
        boolean standbyCluster,
        SyncMode syncMode,
        boolean failsafeMode,
        Duration ttl,
        Duration loopWait,
        long maximumLagOnFailover) {

    /** The setting {@code synchronous_mode}. */
    public enum SyncMode {
        OFF,
        ON,
        QUORUM
    }
}

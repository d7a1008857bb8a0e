package io.regent.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The dynamic settings in force on this node.
 *
 * @param maximumLagOnFailover in bytes (CFG-009)
 * @param checkTimeline whether a node below the cluster's timeline may not win (CFG-012)
 * @param maxTimelinesHistory how many entries of the history are kept; 0 for all (CFG-011)
 * @param primaryStartTimeout how long a crashed primary may take to come back; zero for an immediate failover (CFG-013)
 * @param primaryStopTimeout absent when inactive
 * @param memberSlotsTtl how long the slot of an absent member is kept
 * @param unsupported what the document asks for and this version cannot do
 */
public record ClusterSettings(
        LeaseTiming timing,
        boolean paused,
        long maximumLagOnFailover,
        boolean checkTimeline,
        int maxTimelinesHistory,
        Duration primaryStartTimeout,
        Optional<Duration> primaryStopTimeout,
        Duration memberSlotsTtl,
        ServerSettings server,
        List<UnsupportedSetting> unsupported) {

    public ClusterSettings {
        unsupported = List.copyOf(unsupported);
    }
}

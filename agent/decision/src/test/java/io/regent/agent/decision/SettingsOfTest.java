package io.regent.agent.decision;

import io.regent.dcs.Tags;
import io.regent.postgres.Decoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documented defaults, and what a test changes of them. */
final class SettingsOfTest {

    @FunctionalInterface
    interface Change {
        void applyTo(SettingsOfTest settings);
    }

    boolean paused;
    long maximumLag = 1_048_576;
    Duration primaryStartTimeout = Duration.ofMinutes(5);
    boolean useSlots = true;
    Duration memberSlotsTtl = Duration.ofMinutes(30);
    List<String> permanentSlots = List.of();
    final SortedMap<String, Decoder> logicalSlots = new TreeMap<>();
    final Map<String, Object> tags = new LinkedHashMap<>();
    boolean mayBootstrap = true;
    boolean mayCloneWithoutLeader;
    boolean rewindAllowed;
    boolean removeDivergedData;
    boolean removeDataAfterFailedRewind;
    Optional<Duration> primaryStopTimeout = Optional.empty();
    Duration raceBackoff = Duration.ZERO;
    Optional<Duration> despiteLagAfter = Optional.empty();
    Duration catchUp = Duration.ofSeconds(30);
    Optional<Duration> yieldWhenIsolatedAfter = Optional.empty();
    Settings.Sync sync = Settings.Sync.NONE;
    boolean failsafe;
    Optional<Settings.StandbyCluster> standbyCluster = Optional.empty();

    Settings.Fencing fencing = new Settings.Fencing(
            Duration.ofSeconds(60), 6, new Settings.CrashBudget(3, Duration.ofMinutes(10), Duration.ofMinutes(10)));

    Settings build() {
        return new Settings(
                new Settings.Timing(Views.TTL, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                paused,
                new Settings.Failover(
                        maximumLag,
                        primaryStartTimeout,
                        primaryStopTimeout,
                        raceBackoff,
                        despiteLagAfter,
                        catchUp,
                        yieldWhenIsolatedAfter),
                sync,
                failsafe,
                standbyCluster,
                0,
                new Settings.Slots(useSlots, memberSlotsTtl, permanentSlots, logicalSlots),
                new Settings.Rejoining(rewindAllowed, removeDivergedData, removeDataAfterFailedRewind),
                new Tags(tags),
                mayBootstrap,
                mayCloneWithoutLeader,
                fencing);
    }
}

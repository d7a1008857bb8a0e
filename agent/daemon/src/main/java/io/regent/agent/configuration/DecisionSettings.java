package io.regent.agent.configuration;

import io.regent.agent.decision.Settings;
import io.regent.postgres.Decoder;
import io.regent.settings.AgentSettings;
import io.regent.settings.ClusterSettings;
import io.regent.settings.FencingSettings;
import io.regent.settings.LeaseTiming;
import io.regent.settings.PermanentSlot;
import io.regent.settings.PermanentSlot.ClusterType;
import io.regent.settings.ServerSettings;
import io.regent.settings.StandbyClusterSettings;
import io.regent.settings.SynchronousSettings;
import io.regent.settings.WatchdogSettings;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogTiming;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings as the decision needs them. */
final class DecisionSettings {

    private DecisionSettings() {}

    static Settings of(AgentSettings file, ClusterSettings cluster) {
        ServerSettings.Rewind rewind = cluster.server().rewind();
        return new Settings(
                new Settings.Timing(
                        cluster.timing().ttl(),
                        cluster.timing().loopWait(),
                        cluster.timing().retryTimeout()),
                cluster.paused(),
                new Settings.Failover(
                        cluster.maximumLagOnFailover(),
                        cluster.primaryStartTimeout(),
                        cluster.primaryStopTimeout(),
                        cluster.raceBackoff(),
                        cluster.regent().failoverDespiteLagAfter(),
                        cluster.regent().catchUpTimeout(),
                        cluster.regent().yieldWhenIsolatedAfter()),
                cluster.standbyCluster().isPresent() ? Settings.Sync.NONE : sync(cluster.synchronous()),
                cluster.failsafe(),
                cluster.standbyCluster().map(DecisionSettings::standbyCluster),
                cluster.maxTimelinesHistory(),
                new Settings.Slots(
                        cluster.server().useSlots(),
                        cluster.memberSlotsTtl(),
                        permanentSlots(cluster)
                                .filter(slot -> slot.decoder().isEmpty())
                                .map(PermanentSlot::name)
                                .toList(),
                        decoders(cluster)),
                new Settings.Rejoining(
                        rewind.enabled(),
                        rewind.removeDataDirectoryOnDivergedTimelines(),
                        rewind.removeDataDirectoryOnFailure()),
                file.tags(),
                LiveSettings.mayBootstrap(file.bootstrap()),
                cluster.server().replicaCreation().worksWithoutLeader(),
                fencing(cluster.regent().fencing()));
    }

    static WatchdogPlan watchdog(WatchdogSettings wanted, LeaseTiming timing) {
        WatchdogPlan.Mode mode = switch (wanted.mode()) {
            case OFF -> WatchdogPlan.Mode.OFF;
            case AUTOMATIC -> WatchdogPlan.Mode.AUTOMATIC;
            case REQUIRED -> WatchdogPlan.Mode.REQUIRED;
        };
        WatchdogPlan.Driver driver = switch (wanted.driver()) {
            case DEFAULT -> WatchdogPlan.Driver.LINUX;
            case TESTING -> WatchdogPlan.Driver.TESTING;
        };
        return new WatchdogPlan(
                mode,
                wanted.device(),
                driver,
                WatchdogTiming.of(timing.ttl(), timing.loopWait(), wanted.safetyMargin()));
    }

    private static Stream<PermanentSlot> permanentSlots(ClusterSettings cluster) {
        ClusterType type = cluster.standbyCluster().isPresent() ? ClusterType.STANDBY : ClusterType.PRIMARY;
        return cluster.permanentSlots().stream().filter(slot -> slot.isKeptIn(type));
    }

    private static SortedMap<String, Decoder> decoders(ClusterSettings cluster) {
        var decoders = new TreeMap<String, Decoder>();
        permanentSlots(cluster)
                .forEach(slot -> slot.decoder().ifPresent(decoder -> decoders.put(slot.name(), decoder)));
        return decoders;
    }

    private static Settings.Fencing fencing(FencingSettings fencing) {
        return new Settings.Fencing(
                fencing.diskProbeTimeout(),
                fencing.connectionFailures(),
                new Settings.CrashBudget(fencing.crashBudget(), fencing.crashWindow(), fencing.crashHold()));
    }

    private static Settings.Sync sync(SynchronousSettings synchronous) {
        Settings.Sync.Mode mode = switch (synchronous.mode()) {
            case OFF -> Settings.Sync.Mode.OFF;
            case ON -> Settings.Sync.Mode.ON;
            case QUORUM -> Settings.Sync.Mode.QUORUM;
        };
        return new Settings.Sync(mode, synchronous.strict(), synchronous.nodeCount(), synchronous.maximumLag());
    }

    private static Settings.StandbyCluster standbyCluster(StandbyClusterSettings remote) {
        return new Settings.StandbyCluster(
                remote.hosts(),
                remote.primarySlotName(),
                remote.restoreCommand().isPresent());
    }
}

package io.regent.agent.simulation.world;

import io.regent.agent.decision.Settings;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.HostPort;
import io.regent.dcs.Tags;
import io.regent.postgres.Decoder;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogTiming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of the simulated cluster: the shared document, and what is the same in every member's file. */
public final class Configuration {

    /** The document of a cluster that nobody asked anything of: the timing of the manual. */
    public static final DynamicConfig FIRST = document(30, Settings.Sync.NONE, false);

    /** {@code maximum_lag_on_failover}, in bytes. */
    public static final long MAXIMUM_LAG = 1 << 20;

    private Configuration() {}

    /** A document. */
    public static DynamicConfig document(int ttl, Settings.Sync synchronous, boolean paused) {
        return document(ttl, synchronous, paused, false);
    }

    static DynamicConfig document(int ttl, Settings.Sync synchronous, boolean paused, boolean failsafe) {
        var document = new LinkedHashMap<String, Object>();
        document.put("ttl", ttl);
        document.put("loop_wait", 10);
        document.put("retry_timeout", 10);
        document.put("maximum_lag_on_failover", MAXIMUM_LAG);
        document.put("pause", paused);
        if (failsafe) {
            document.put("failsafe_mode", true);
        }
        if (!synchronous.equals(Settings.Sync.NONE)) {
            document.put("synchronous_mode", synchronous.mode().name().toLowerCase(Locale.ROOT));
            document.put("synchronous_mode_strict", synchronous.strict());
            document.put("synchronous_node_count", synchronous.nodeCount());
        }
        return new DynamicConfig(document);
    }

    static Settings settings(DynamicConfig config, Tags tags) {
        return new Settings(
                new Settings.Timing(
                        seconds(config, "ttl"), seconds(config, "loop_wait"), seconds(config, "retry_timeout")),
                Boolean.TRUE.equals(config.document().get("pause")),
                new Settings.Failover(
                        MAXIMUM_LAG,
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        Optional.empty()),
                synchronous(config),
                Boolean.TRUE.equals(config.document().get("failsafe_mode")),
                replicates(config),
                0,
                new Settings.Slots(true, Duration.ofMinutes(30), List.of(), decoders(config)),
                new Settings.Rejoining(true, true, true),
                tags,
                true,
                false,
                new Settings.Fencing(
                        Duration.ofSeconds(60),
                        6,
                        new Settings.CrashBudget(3, Duration.ofMinutes(10), Duration.ofMinutes(10))));
    }

    /** Whether the operator would rather have no leader than one that lags too far, however long that lasts (LES-024). */
    public static boolean lagMatters(World world) {
        return world.wiring()
                .settings(settings(FIRST, Tags.NONE))
                .failover()
                .despiteLagAfter()
                .isEmpty();
    }

    static WatchdogPlan watchdog(WatchdogPlan.Mode mode, Settings settings) {
        var timing = WatchdogTiming.of(settings.ttl(), settings.loopWait(), Optional.of(Duration.ofSeconds(5)));
        return new WatchdogPlan(mode, Path.of("/dev/watchdog"), WatchdogPlan.Driver.LINUX, timing);
    }

    /** The same document, with the other site as what the cluster replicates. */
    public static DynamicConfig replicating(DynamicConfig config) {
        var document = new LinkedHashMap<String, Object>(config.document());
        document.put("standby_cluster", Map.of("host", RemoteSite.ADDRESS));
        return new DynamicConfig(document);
    }

    /** The same document, with a logical slot that is there for good. */
    public static DynamicConfig withLogicalSlot(DynamicConfig config, String name) {
        var document = new LinkedHashMap<String, Object>(config.document());
        document.put("slots", Map.of(name, Map.of("database", "app", "plugin", "pgoutput")));
        return new DynamicConfig(document);
    }

    private static SortedMap<String, Decoder> decoders(DynamicConfig config) {
        var decoders = new TreeMap<String, Decoder>();
        if (config.document().get("slots") instanceof Map<?, ?> slots) {
            slots.keySet().forEach(name -> decoders.put(String.valueOf(name), new Decoder("app", "pgoutput")));
        }
        return decoders;
    }

    private static Optional<Settings.StandbyCluster> replicates(DynamicConfig config) {
        return config.document().containsKey("standby_cluster")
                ? Optional.of(new Settings.StandbyCluster(
                        List.of(new HostPort(RemoteSite.ADDRESS, 5432)), Optional.empty(), false))
                : Optional.empty();
    }

    /** What a document says of synchronous replication. */
    public static Settings.Sync synchronous(DynamicConfig config) {
        Map<String, Object> document = config.document();
        Object mode = document.get("synchronous_mode");
        return mode == null
                ? Settings.Sync.NONE
                : new Settings.Sync(
                        Settings.Sync.Mode.valueOf(mode.toString().toUpperCase(Locale.ROOT)),
                        Boolean.TRUE.equals(document.get("synchronous_mode_strict")),
                        document.get("synchronous_node_count") instanceof Number count ? count.intValue() : 1,
                        -1);
    }

    private static Duration seconds(DynamicConfig config, String key) {
        return config.document().get(key) instanceof Number number
                ? Duration.ofSeconds(number.longValue())
                : Duration.ofSeconds(10);
    }
}

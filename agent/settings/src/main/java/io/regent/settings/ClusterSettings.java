package io.regent.settings;

import io.regent.dcs.DocumentPatch;
import io.regent.dcs.DynamicConfig;
import io.regent.postgres.SlotPattern;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dynamic settings in force on this node.
 *
 * @param maximumLagOnFailover in bytes (CFG-009)
 * @param checkTimeline whether a node below the cluster's timeline may not win (CFG-012)
 * @param maxTimelinesHistory how many entries of the history are kept; 0 for all (CFG-011)
 * @param primaryStartTimeout how long a crashed primary may take to come back; zero for an immediate failover (CFG-013)
 * @param primaryStopTimeout absent when inactive
 * @param raceBackoff how long a standby puts the race off while the log of a silent leader still grows; zero for not at all (CFG-021)
 * @param failsafe whether a primary may go on without the store while every member agrees (CFG-020)
 * @param standbyCluster what this cluster replicates; absent when it is a cluster of its own (CFG-029)
 * @param memberSlotsTtl how long the slot of an absent member is kept
 * @param permanentSlots replication slots that are there beside those of the members (CFG-033)
 * @param foreignSlots replication slots that nobody here may drop or move (CFG-037)
 * @param regent what only Regent knows
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
        Duration raceBackoff,
        SynchronousSettings synchronous,
        boolean failsafe,
        Optional<StandbyClusterSettings> standbyCluster,
        Duration memberSlotsTtl,
        List<PermanentSlot> permanentSlots,
        List<SlotPattern> foreignSlots,
        RegentSettings regent,
        ServerSettings server,
        List<UnsupportedSetting> unsupported) {

    private static final long DEFAULT_MAXIMUM_LAG_ON_FAILOVER = 1L << 20;
    private static final Duration DEFAULT_PRIMARY_START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DEFAULT_MEMBER_SLOTS_TTL = Duration.ofMinutes(30);

    /**
     * Lays the local settings over the dynamic document, and both over the defaults (CFG-146).
     *
     * @param dynamic the document as it is stored; {@link DynamicConfig#EMPTY} when there is none yet
     * @param local its {@code overrides} win, except for what only the document may set
     */
    public static EffectiveSettings effective(DynamicConfig dynamic, PostgresqlSettings local) {
        return effective(dynamic, local.overrides());
    }

    static EffectiveSettings effective(DynamicConfig dynamic, Map<String, Object> local) {
        var problems = new Problems(Map.of());
        var document = new Section("", dynamic.document(), problems);
        Section postgresql = document.section("postgresql");
        checkServer(document, postgresql);
        Checked<LeaseTiming> timing = LeaseTiming.fitting(
                document.seconds("ttl", LeaseTiming.DEFAULT.ttl(), Section.NO_MINIMUM),
                document.seconds("loop_wait", LeaseTiming.DEFAULT.loopWait(), Section.NO_MINIMUM),
                document.seconds("retry_timeout", LeaseTiming.DEFAULT.retryTimeout(), Section.NO_MINIMUM));
        problems.warnAll(timing.warnings());
        Duration stopTimeout = renamed(document, "stop_timeout", Duration.ZERO, Section.NO_MINIMUM);
        var merged = new Problems(Map.of());
        var settings = new ClusterSettings(
                timing.value(),
                document.flag("pause", false),
                document.bytes("maximum_lag_on_failover", DEFAULT_MAXIMUM_LAG_ON_FAILOVER, 0),
                document.flag("check_timeline", false),
                document.number("max_timelines_history", 0, 0, Integer.MAX_VALUE),
                renamed(document, "start_timeout", DEFAULT_PRIMARY_START_TIMEOUT, 0),
                Optional.of(stopTimeout).filter(Duration::isPositive),
                document.seconds("primary_race_backoff", Duration.ZERO, 0),
                SynchronousSettings.from(document),
                document.flag("failsafe_mode", false),
                StandbyClusterSettings.from(document),
                document.seconds("member_slots_ttl", DEFAULT_MEMBER_SLOTS_TTL, 0),
                PermanentSlot.from(document),
                ForeignSlots.from(document),
                RegentSettings.from(document),
                ServerSettings.from(new Section("postgresql", overlaid(postgresql, local), merged)),
                Unsupported.inDocument(document));
        document.reportUnknown();
        List<Fault> faults = Stream.concat(problems.faults().stream(), merged.faults().stream())
                .distinct()
                .toList();
        return faults.isEmpty()
                ? new EffectiveSettings.InForce(settings, problems.warnings())
                : new EffectiveSettings.Refused(faults);
    }

    /** The old names begin with {@code master}; the new ones win. */
    private static Duration renamed(Section document, String name, Duration otherwise, long minimum) {
        return document.seconds("primary_" + name, document.seconds("master_" + name, otherwise, minimum), minimum);
    }

    /** A fault of the document counts even where a local value hides it: other nodes would trip over it. */
    private static void checkServer(Section document, Section postgresql) {
        if (postgresql.keys().contains("parameters") && postgresql.values().get("parameters") == null) {
            document.problems().notAllowed(postgresql.at("parameters"), "null", "a map");
        }
        for (String key : PostgresqlSettings.LOCAL_ONLY) {
            if (postgresql.has(key)) {
                document.problems().warn(postgresql.at(key), "has no effect here, only in the file of a node.");
            }
        }
        ServerSettings.from(postgresql);
        postgresql.reportUnknown();
    }

    private static Map<String, Object> overlaid(Section dynamic, Map<String, Object> local) {
        Map<String, Object> below = Maps.without(dynamic.values(), PostgresqlSettings.LOCAL_ONLY);
        Map<String, Object> above = Maps.without(local, List.of("use_slots"));
        return DocumentPatch.apply(
                withParameters(below, List.of()), withParameters(above, ServerSettings.DYNAMIC_ONLY_PARAMETERS));
    }

    /** Names of parameters are the same in any case (CFG-025). */
    private static Map<String, Object> withParameters(Map<String, Object> postgresql, Collection<String> left) {
        Map<String, Object> result = postgresql;
        for (String key : ServerSettings.PARAMETER_MAPS) {
            result = postgresql.get(key) instanceof Map<?, ?> parameters
                    ? Maps.with(result, List.of(key), Maps.without(Maps.withLowerCaseKeys(parameters), left))
                    : Maps.without(result, List.of(key));
        }
        return result;
    }

    public ClusterSettings {
        permanentSlots = List.copyOf(permanentSlots);
        foreignSlots = List.copyOf(foreignSlots);
        unsupported = List.copyOf(unsupported);
    }

    /** How long a program of the operator may take that the lease is kept for: as long as a start may, and at least {@code ttl}. */
    public Duration scriptLimit() {
        return primaryStartTimeout.compareTo(timing.ttl()) > 0 ? primaryStartTimeout : timing.ttl();
    }
}

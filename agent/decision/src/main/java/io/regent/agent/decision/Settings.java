package io.regent.agent.decision;

import io.regent.dcs.HostPort;
import io.regent.dcs.Tags;
import io.regent.postgres.Decoder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effective settings that a decision may depend on.
 *
 * @param paused maintenance mode
 * @param failsafe {@code failsafe_mode}: a primary may go on without the store while every member agrees (HA-168)
 * @param standbyCluster what this cluster replicates; empty when it is a cluster of its own (HA-151)
 * @param maximumTimelinesHistory how many entries {@code /history} keeps; zero for all (CFG-011)
 * @param tags this member's own
 * @param mayBootstrap whether the file has a bootstrap section (HA-090)
 * @param mayCloneWithoutLeader whether a method to make a replica needs no leader (HA-104)
 * @param fencing when a leader that is not well gives up
 */
public record Settings(
        Timing timing,
        boolean paused,
        Failover failover,
        Sync sync,
        boolean failsafe,
        Optional<StandbyCluster> standbyCluster,
        int maximumTimelinesHistory,
        Slots slots,
        Rejoining rejoining,
        Tags tags,
        boolean mayBootstrap,
        boolean mayCloneWithoutLeader,
        Fencing fencing) {

    /**
     * The beat of the cluster (CFG-006).
     *
     * @param ttl the wanted life of the leader lease
     * @param loopWait from the beginning of a cycle to the beginning of the next
     * @param retryTimeout how long the store and the server may take to answer
     */
    public record Timing(Duration ttl, Duration loopWait, Duration retryTimeout) {}

    /**
     * When and how the leadership moves.
     *
     * @param maximumLag {@code maximum_lag_on_failover}, in bytes (CFG-009)
     * @param primaryStartTimeout how long a crashed primary may take to come back; zero for not at all (CFG-013)
     * @param primaryStopTimeout how long a stop may take in synchronous mode; empty for as long as it takes (HA-076)
     * @param raceBackoff {@code primary_race_backoff}: how long the race is put off while the log of a silent leader still grows;
     *     zero for not at all (HA-066)
     * @param despiteLagAfter how long nobody leads until the most advanced member may, whatever it lags; empty for never (LES-024)
     * @param catchUp how long a member catches up from a more advanced one that may not lead; zero for not at all (LES-027)
     * @param yieldWhenIsolatedAfter how long a leader whom no member reaches goes on; empty for ever (LES-049)
     */
    public record Failover(
            long maximumLag,
            Duration primaryStartTimeout,
            Optional<Duration> primaryStopTimeout,
            Duration raceBackoff,
            Optional<Duration> despiteLagAfter,
            Duration catchUp,
            Optional<Duration> yieldWhenIsolatedAfter) {}

    /**
     * Synchronous replication.
     *
     * @param strict never without a synchronous standby, not even when none is left (HA-142)
     * @param nodeCount how many synchronous standbys are wanted; 1 or more (HA-141)
     * @param maximumLag {@code maximum_lag_on_syncnode}, in bytes; zero or less for no limit (HA-144)
     */
    public record Sync(Mode mode, boolean strict, int nodeCount, long maximumLag) {

        /** Nobody waits for a standby. */
        public static final Sync NONE = new Sync(Mode.OFF, false, 1, -1);

        /** {@code synchronous_mode}. */
        public enum Mode {
            OFF,
            ON,
            QUORUM
        }
    }

    /**
     * The cluster that this one replicates.
     *
     * @param hosts where its primary may be; empty when the log comes from the archive only (HA-155)
     * @param slot the replication slot to use there
     * @param fromArchive whether there is a {@code restore_command}
     */
    public record StandbyCluster(List<HostPort> hosts, Optional<String> slot, boolean fromArchive) {

        public StandbyCluster {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * Replication slots.
     *
     * @param memberTtl how long the slot of a member that is away is kept; zero for not at all (HA-124)
     * @param permanent physical slots that are kept whoever leads (HA-126)
     * @param logical logical ones, by name (HA-127)
     */
    public record Slots(boolean used, Duration memberTtl, List<String> permanent, SortedMap<String, Decoder> logical) {

        public Slots {
            permanent = List.copyOf(permanent);
            logical = Collections.unmodifiableSortedMap(new TreeMap<>(logical));
        }
    }

    /**
     * What may be done with data whose history diverged.
     *
     * @param rewind {@code use_pg_rewind}
     * @param removeDivergedData {@code remove_data_directory_on_diverged_timelines}
     * @param removeAfterFailedRewind {@code remove_data_directory_on_rewind_failure}
     */
    public record Rejoining(boolean rewind, boolean removeDivergedData, boolean removeAfterFailedRewind) {}

    /**
     * When a leader that is not well gives up.
     *
     * @param diskProbeTimeout how long the disk may accept no write; zero for as long as it likes (LES-046)
     * @param connectionFailures how many new connections in a row may come to nothing; zero for any number (LES-047)
     * @param crashes how often the server may crash
     */
    public record Fencing(Duration diskProbeTimeout, int connectionFailures, CrashBudget crashes) {}

    /**
     * How often the server may crash before another member leads (LES-056).
     *
     * @param allowed how many crashes within the window are answered by a start in place; zero for any number
     * @param window how far back crashes count
     * @param hold how long a node over its budget does not lead while another can
     */
    public record CrashBudget(int allowed, Duration window, Duration hold) {}

    public Duration ttl() {
        return timing.ttl();
    }

    public Duration loopWait() {
        return timing.loopWait();
    }

    public Duration retryTimeout() {
        return timing.retryTimeout();
    }

    /** In bytes (CFG-009). */
    public long maximumLagOnFailover() {
        return failover.maximumLag();
    }

    public Duration primaryStartTimeout() {
        return failover.primaryStartTimeout();
    }

    public boolean useSlots() {
        return slots.used();
    }

    public Duration memberSlotsTtl() {
        return slots.memberTtl();
    }

    public boolean rewindAllowed() {
        return rejoining.rewind();
    }

    public boolean removeDivergedData() {
        return rejoining.removeDivergedData();
    }

    public boolean removeDataAfterFailedRewind() {
        return rejoining.removeAfterFailedRewind();
    }

    /**
     * How long before the lease's end the fence timer acts: time enough to end every process of a server, and later than
     * the cycle's own demotion, which begins {@code loop_wait + retry_timeout} after the last renewal at the latest.
     */
    public Duration fenceMargin() {
        return ttl().dividedBy(10);
    }

    /** How long before the lease's end the supervisor acts: after the fence timer, which acts first when it can (LES-045). */
    public Duration supervisorMargin() {
        return fenceMargin().dividedBy(2);
    }
}

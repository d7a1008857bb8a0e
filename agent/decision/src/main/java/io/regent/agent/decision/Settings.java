package io.regent.agent.decision;

import io.regent.dcs.Tags;
import java.time.Duration;
import java.util.List;

/**
 * The effective settings that a decision may depend on.
 *
 * @param ttl the wanted life of the leader lease
 * @param paused maintenance mode
 * @param maximumLagOnFailover in bytes (CFG-009)
 * @param primaryStartTimeout how long a crashed primary may take to come back; zero for not at all (CFG-013)
 * @param maximumTimelinesHistory how many entries {@code /history} keeps; zero for all (CFG-011)
 * @param memberSlotsTtl how long the slot of a member that is away is kept; zero for not at all (HA-124)
 * @param tags this member's own
 * @param mayBootstrap whether the file has a bootstrap section (HA-090)
 * @param rewindAllowed {@code use_pg_rewind}
 * @param removeDivergedData {@code remove_data_directory_on_diverged_timelines}
 * @param removeDataAfterFailedRewind {@code remove_data_directory_on_rewind_failure}
 * @param unsupported settings of the cluster that this version cannot honour; with any of them it must not lead
 */
public record Settings(
        Duration ttl,
        Duration loopWait,
        Duration retryTimeout,
        boolean paused,
        long maximumLagOnFailover,
        Duration primaryStartTimeout,
        int maximumTimelinesHistory,
        boolean useSlots,
        Duration memberSlotsTtl,
        Tags tags,
        boolean mayBootstrap,
        boolean rewindAllowed,
        boolean removeDivergedData,
        boolean removeDataAfterFailedRewind,
        List<String> unsupported) {

    public Settings {
        unsupported = List.copyOf(unsupported);
    }

    /**
     * How long before the lease's end the fence timer acts: time enough to end every process of a server, and later than
     * the cycle's own demotion, which begins {@code loop_wait + retry_timeout} after the last renewal at the latest.
     */
    public Duration fenceMargin() {
        return ttl.dividedBy(10);
    }
}

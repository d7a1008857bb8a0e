package io.regent.restapi;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the node can be told; implemented by the agent.
 *
 * <p>Called on virtual threads, by several at once. Calls may block, each as long as its comment says, and do not throw
 * for trouble that can be expected. Formats, access and the conditions of a request are checked before a call.
 */
public interface Operations {

    /** Reads the cluster from the DCS, never from a cache (API-015). Blocks for {@code retry_timeout} at most. */
    ReadAnswer readCluster();

    /**
     * Waits until the cluster in the DCS has changed or the time has passed, and reads it. Blocks for {@code atMost} plus
     * {@code retry_timeout} at most. May return early, but not at once again and again.
     */
    ReadAnswer readClusterAfterChange(Duration atMost);

    /**
     * Merges the patch into the dynamic configuration as it is in the DCS, and wakes the loop (API-087 to API-090). Blocks
     * for a few times {@code retry_timeout} at most.
     */
    ConfigAnswer patchConfig(Map<String, Object> patch);

    /** Replaces the dynamic configuration whole, creating it if need be (API-091). Blocks like {@link #patchConfig}. */
    ConfigAnswer replaceConfig(Map<String, Object> document);

    /** Writes the {@code failover} key, whatever it holds, and wakes the loop. Blocks for {@code retry_timeout} at most. */
    FailoverAnswer requestFailover(FailoverRequest request);

    /** Clears the {@code failover} key if it still has the revision. Blocks for {@code retry_timeout} at most. */
    WriteAnswer clearFailover(long revision);

    /** Asks the members, all at once, whether they could take over. Blocks for a few seconds at most. */
    Map<MemberName, CandidateAnswer> askCandidates(List<Member> members);

    /** Restarts the server now and waits for the end of it, as long as the start may take. */
    RestartAnswer restart(RestartConditions conditions);

    /** Keeps a restart for later; returns at once. */
    ScheduleAnswer scheduleRestart(ScheduledRestart restart);

    /** Forgets the scheduled restart; returns at once, {@code false} when there was none. */
    boolean deleteScheduledRestart();

    /**
     * Answers a leader that goes on without the DCS; a yes is a promise not to lead, which is in force when this returns. Returns at
     * once (API-126).
     */
    FailsafeReply consentTo(FailsafeCaller leader);

    /** Has the configuration read again soon, like SIGHUP; returns at once (API-120). */
    void reload();

    /** Begins to throw the local data away and to clone again; returns when that has begun (API-121 to API-123). */
    ReinitializeAnswer reinitialize(ReinitializeRequest request);
}

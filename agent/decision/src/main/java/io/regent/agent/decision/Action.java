package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a decision asks for: a question, whose answer goes into the next view, or a command, which ends the cycle. */
public sealed interface Action {

    /** Its answer becomes part of the view, and the table is asked again. */
    sealed interface Question extends Action {}

    /** Ends the cycle. Long work goes to the background slot. */
    sealed interface Command extends Action {}

    /** Extends the lease that the store says is ours. */
    record RenewLease() implements Question {}

    /**
     * Takes the vacant lease. Once it is granted the cluster is read again, because what the decision was made on may be as old as
     * the agent's last pause (LES-019, D-135); from then on nobody else can lead.
     */
    record AcquireLease() implements Question {}

    /** Asks the members for their status, all in parallel, with one deadline (LES-035). */
    record AskPeers(SortedSet<MemberName> members) implements Question {}

    /**
     * Asks the members, all in parallel, whether this one may lead on without the store; with nobody to ask it may (HA-168).
     *
     * @param voters where each of them is asked
     */
    record AskFailsafe(SortedMap<MemberName, String> voters) implements Question {

        public AskFailsafe {
            voters = Collections.unmodifiableSortedMap(new TreeMap<>(voters));
        }
    }

    /** Compares the local history with the one of the origin, over the replication protocol. */
    record ExamineDivergence(Origin historian) implements Question {}

    /** Creates the initialize key; exactly one member of all wins. */
    record ClaimBootstrap() implements Question {}

    /** Writes the cluster's identity into the store. */
    record WriteInitialize(SystemIdentifier system) implements Question {}

    /** Writes the cluster-wide settings that this member knows into the store, which has none. */
    record WriteConfig() implements Question {}

    /** Removes the failover request that was seen, if it is still that one. */
    record ClearFailover() implements Question {}

    /** Leaves the failover request without its leader, which has stepped down (D-133). */
    record ReduceFailoverToCandidate() implements Question {}

    /** Starts the hardware watchdog, before the server accepts writes under the lease (HA-179). */
    record ArmWatchdog() implements Question {}

    /**
     * Makes commits wait for other standbys. The answer is what the server then says it uses (LES-093).
     *
     * @param names empty to give the parameter back to the user (CFG-016)
     */
    record SetSyncNames(Optional<SyncNames> names) implements Question {}

    /**
     * Writes the promise about synchronous commits, if it is still the one that was seen.
     *
     * @param promise empty to promise nothing any more
     */
    record WriteSync(Optional<SyncState> promise) implements Question {}

    /** Nothing; the next turn comes by itself. */
    record Wait() implements Command {}

    /** Nothing; the next turn comes within this time at the latest. */
    record LookAgain(Duration within) implements Command {}

    /** Initialises a new cluster. */
    record Bootstrap() implements Command {}

    /**
     * Stops and puts aside what a failed bootstrap left, gives the right to initialise back if this member still has it, and
     * ends the agent (HA-096).
     */
    record AbandonBootstrap(String reason) implements Command {}

    /** Copies the data directory of the origin, after removing a local one if there is any. */
    record Clone(Origin source) implements Command {}

    /** Gets data by a method that needs no other server, because nobody leads (D-066). */
    record CloneWithoutLeader() implements Command {}

    /** Starts the crashed primary where it is. */
    record StartPrimary() implements Command {}

    /** Starts the server read-only, streaming from the origin if there is one. */
    record StartStandby(Optional<Origin> upstream) implements Command {}

    /** Points a running standby to another origin, or to nobody but the archive. */
    record Follow(Optional<Origin> upstream) implements Command {}

    /** Makes the running standby a primary. */
    record Promote() implements Command {}

    /** Makes sure that the server accepts no more writes. Ends other background work first. */
    record Demote(Demotion kind) implements Command {}

    /** Ends the background work that has not taken its last step. */
    record CancelWork() implements Command {}

    /** Copies logical slots of the leader to this standby, which is stopped and started again for it (D-202). */
    record CopySlots(MemberName leader, SortedSet<String> slots) implements Command {

        public CopySlots {
            slots = Collections.unmodifiableSortedSet(new TreeSet<>(slots));
        }
    }

    /** Brings a diverged data directory onto the origin's history with pg_rewind, stopping the server first. */
    record Rewind(Origin source) implements Command {}

    /** Recovers a crashed former primary in single-user mode. */
    record RecoverCrash() implements Command {}

    /** Restarts the server in its role. */
    record Restart(OperatorRequest.Restart request) implements Command {}

    /** Tells the operator why the request is not carried out. */
    record RefuseRequest(String reason) implements Command {}

    /**
     * Gives the lease up.
     *
     * @param endOfLog the shutdown checkpoint, published as the leader's last position; empty when the server did not end
     *     as a primary
     */
    record ReleaseLease(Optional<Lsn> endOfLog) implements Command {}

    /** Ends the agent and leaves the server as it is. */
    record Exit(int code, String reason) implements Command {}
}

package io.regent.agent.decision;

/**
 * The rows of the decision table: the id of the row in the acceptance list, and the sentence that ends a cycle in the log.
 *
 * <p>{@code {me}} and {@code {leader}} stand for the names; {@link Sentence} puts them in. Sentences that operators' alert
 * rules match on are interface facts (IF-006).
 */
public enum Rule {
    // Shutdown of the agent (T15)
    LEAVE_PAUSED("D-220", "shutting down while paused, PostgreSQL is left as it is"),
    STOP_SERVER("D-222", "shutting down, stopping PostgreSQL"),
    STOPPING("D-222", "shutting down, PostgreSQL is being stopped"),
    RELEASE_AT_STOP("D-222", "shutting down, releasing the leader lock"),
    ABANDON_AT_STOP("D-222", "shutting down, giving up the bootstrap"),
    STOPPED("D-222", "shut down"),

    // The store is silent (T1)
    BOOTSTRAP_WITHOUT_DCS("D-044", "DCS is not accessible, the bootstrap waits for it"),
    DCS_SILENT_PAUSED("D-010", "PAUSE: DCS is not accessible"),
    DCS_SILENT_DEMOTING("D-012", "DCS is not accessible, demotion in progress"),
    DCS_SILENT("D-010", "DCS is not accessible"),
    DCS_SILENT_DEMOTE("D-012", "demoting self because DCS is not accessible and I was a leader"),
    ASK_FAILSAFE("D-011", "asking the members for their consent to lead without the DCS"),
    LEAD_BY_CONSENT(
            "D-011", "continue to run as a leader because failsafe mode is enabled and all members are accessible"),
    FAILSAFE_REFUSED(
            "D-012",
            "demoting self because DCS is not accessible and I was a leader, not all members consent{refusals}"),
    DCS_SILENT_STANDBY("D-013", "DCS is not accessible, I am ({me}), a secondary"),

    // The server is not well
    DISK_STALLED("LES-046", "giving up the leader lock because the disk takes no writes, another member can take over"),
    SERVER_HUNG("LES-047", "demoting self because PostgreSQL lets nobody in, another member can take over"),

    // The lease comes first
    CONFIRM_LEASE("D-172", "confirming the leader lock"),
    RELEASE_PROMISED("D-003", "released leader key, a leader without the DCS was promised that I do not lead"),

    // This member initialises the cluster (T4)
    BOOTSTRAPPING("D-041", "bootstrap in progress"),
    BOOTSTRAP_FAILED("D-040", "removing initialize key after failed attempt to bootstrap the cluster"),
    WRITE_IDENTITY("D-044", "writing the system identifier of the new cluster"),
    WRITE_FIRST_CONFIG("D-044", "writing the dynamic configuration of the new cluster"),
    BOOTSTRAP_WITHOUT_WATCHDOG("D-043", "giving the bootstrap up because there is no usable watchdog ({watchdog})"),
    LEAD_NEW_CLUSTER("D-044", "taking the leader lock of the new cluster"),

    // Background work runs (T2)
    BUSY_WITH_LOCK("D-021", "updated leader lock during {task}"),
    BUSY("D-024", "{task} in progress"),
    START_TOO_SLOW(
            "D-020",
            "{task} took longer than primary_start_timeout, or the request for it, allows, and another member can take over"),
    ASK_BEFORE_GIVING_UP("D-020", "asking whether another member can take over"),
    CANCEL_PROMOTION("D-022", "lost the leader lock before promotion, not promoting"),
    BUSY_WITHOUT_LOCK("D-023", "demoting self because I lost the leader lock during {task}"),
    HAND_OVER("D-073", "released the leader lock, another member has the end of the log"),
    STEPPING_DOWN("D-073", "manual failover: demoting myself, no other member has the end of the log yet"),
    DEMOTE_FASTER("D-023", "demoting self at once, the leader lock is gone before the graceful demotion has ended"),
    ASK_WHO_HAS_THE_END("D-073", "asking who has the end of the log"),

    // The server is starting (T3)
    STARTING_PAUSED("D-034", "PAUSE: PostgreSQL is still starting"),
    STARTING_LOST("D-030", "demoting self because I lost the leader lock while PostgreSQL was starting"),
    STARTING_WITHOUT_LOCK(
            "D-034",
            "stopping PostgreSQL before it accepts writes because it starts as a primary and I do not have the leader lock"),
    STARTING_TIMEOUT(
            "D-031",
            "PostgreSQL takes longer to start than primary_start_timeout, or the request for it, allows, another member can take over"),
    STARTING("D-033", "PostgreSQL is still starting up"),

    // Data directory and identity (T6)
    STOP_WITHOUT_DATA("D-060", "the data directory is gone, stopping what may still run"),
    RELEASE_WITHOUT_DATA("D-060", "released leader key voluntarily as the data directory is not usable"),
    DATA_UNREADABLE("D-061", "the data directory cannot be read, waiting for the operator"),
    NO_DATA_PAUSED("D-062", "PAUSE: no data directory, nothing to do"),
    CLAIM_WITHOUT_WATCHDOG("D-043", "waiting for another member to bootstrap: no usable watchdog ({watchdog})"),
    CLAIM_BOOTSTRAP("D-063", "trying to bootstrap a new cluster"),
    BOOTSTRAP("D-063", "trying to bootstrap a new cluster"),
    BOOTSTRAP_STANDBY_CLUSTER("D-063", "trying to bootstrap a new standby leader"),
    BOOTSTRAP_LOST("D-064", "failed to acquire initialize lock"),
    CLONE_WITHOUT_LEADER("D-066", "bootstrapping without a leader"),
    CLONE("D-065", "trying to bootstrap from another member"),
    WAIT_FOR_LEADER("D-067", "waiting for leader to bootstrap"),
    FINISH_REWIND("D-104", "an unfinished pg_rewind is run again"),
    CLONE_AFTER_REWIND("D-105", "pg_rewind failed, cloning instead"),
    HALF_DONE("D-106", "the data directory holds an unfinished operation, waiting for a leader or the operator"),
    FOREIGN_DATA_PAUSED("D-069", "PAUSE: system ID mismatch, this data belongs to a different cluster"),
    RELEASE_FOREIGN_DATA("D-069", "PAUSE: released leader key voluntarily, this data belongs to a different cluster"),
    STOP_FOREIGN_PRIMARY("D-070", "stopping PostgreSQL, this data belongs to a different cluster"),
    RELEASE_BEFORE_LEAVING("D-070", "released leader key, this data belongs to a different cluster"),
    FOREIGN_DATA("D-070", "system ID mismatch, this data belongs to a different cluster"),
    STANDBY_OF_UNKNOWN_CLUSTER("D-071", "PostgreSQL runs as a standby, but the cluster is not initialized yet"),
    ADOPT_IDENTITY("D-072", "writing the system identifier of the existing data"),
    RESTORE_IDENTITY("D-008", "writing the system identifier back into the DCS"),
    RESTORE_CONFIG("D-009", "writing the dynamic configuration back into the DCS"),

    // What an operator asked of this member (T14)
    RESTART("D-213", "restart on request"),
    REINITIALIZE("D-211", "reinitialize on request"),
    REFUSE_REQUEST("D-210", "request refused"),

    // PostgreSQL does not run (T7)
    RELEASE_STOPPED_PAUSED("D-080", "PAUSE: released leader key voluntarily as PostgreSQL is not running"),
    STOPPED_PAUSED("D-081", "PAUSE: PostgreSQL is not running"),
    RELEASE_AFTER_STEPPING_DOWN("D-125", "released the leader lock after stepping down"),
    RELEASE_INSTEAD_OF_START(
            "D-083", "released the leader lock, primary_start_timeout is 0 and another member can take over"),
    RELEASE_AFTER_FAILED_START("D-050", "removed leader lock because PostgreSQL is not running"),
    RESTART_CRASHED("D-084", "starting primary after failure"),
    RESTART_CRASHED_LATER("D-084", "PostgreSQL crashed again, the next attempt to start it waits a little longer"),
    CRASHES_TOO_OFTEN(
            "LES-056", "released the leader lock, PostgreSQL crashed too often and another member can take over"),
    RECOVER("D-086", "doing crash recovery in a single user mode"),
    START_READ_ONLY("D-087", "starting as readonly because i had the session lock"),
    LET_OTHERS_WIN("D-131", "PostgreSQL is stopped, waiting for a new leader"),
    COMPARE_BEFORE_START("D-088", "comparing histories with the leader before starting"),
    REWIND("D-104", "running pg_rewind from {leader}"),
    REWIND_REMOTE("D-104", "running pg_rewind from the remote primary"),
    REWIND_LATER("D-104", "pg_rewind waits for the first checkpoint of {leader} after its promotion"),
    CLONE_DIVERGED("D-105", "the data directory diverged from the leader, cloning"),
    START_DIVERGED(
            "D-106", "the timelines diverged, but neither use_pg_rewind nor removing the data directory is allowed"),
    START_UNCOMPARED("LES-023", "starting as a secondary without a leader, until the logs can be compared"),
    WAIT_TO_COMPARE("D-088", "waiting for the leader before PostgreSQL is started"),
    START_AS_STANDBY("D-091", "starting as a secondary"),
    START_AS_STANDBY_LEADER("D-089", "starting as a standby leader because i had the session lock"),

    // Nobody leads (T11)
    RACE_LATER("D-130", "putting the leader race off, the last leader's server may be alive"),
    UNEARNED_LEASE(
            "LES-010",
            "not promoting yet: the DCS names me as the leader, and another member led a moment ago and cannot be asked"),
    LEADER_VANISHED(
            "LES-008", "waiting for the old lease to end, the leader key vanished and the leader does not answer"),
    CATCH_UP("LES-027", "catching up from a more advanced member that may not lead"),
    CATCHING_UP("LES-027", "waiting for the log of a more advanced member that may not lead"),
    ASK_PEERS("D-152", "asking the other members before the leader race"),
    TAKE_BACK("D-144", "acquiring the leader lock that nobody holds"),
    PAUSED_TAKE_BACK("D-143", "PAUSE: acquired session lock as a leader"),
    PAUSED_SUPERSEDED("D-143", "PAUSE: not acquiring the leader lock, another member has led a newer timeline"),
    OLD_PRIMARY("D-144", "demoting self because my timeline is behind the cluster's"),
    ANOTHER_PRIMARY("D-131", "demoting self because another member accepts writes"),
    UNVERIFIED_PRIMARY("D-131", "demoting self because I do not have the lock and PostgreSQL does not answer"),
    RACE("D-152", "trying to acquire the leader lock"),
    RACE_ON_REQUEST("D-160", "acquiring the leader lock on request"),
    RACE_AS_OLD_LEADER("D-165", "acquiring the leader lock, no other member can"),
    NO_LEADER_PAUSED("D-145", "PAUSE: no leader, following nobody new"),
    SILENT_SERVER("D-142", "not racing because PostgreSQL does not answer"),
    PROMOTION_FAILED("D-140", "not racing because the last promotion of this member failed less than ttl ago"),
    WITHOUT_WATCHDOG("D-149", "not racing because the watchdog is required and there is no usable one ({watchdog})"),
    STOP_WITHOUT_WATCHDOG(
            "D-149", "demoting self because the watchdog is required and there is no usable one ({watchdog})"),
    NOT_LISTED("D-150", "following a different leader because I am not in the failsafe topology"),
    UNLISTED_PRIMARY("D-150", "demoting self because I do not have the lock and I am not in the failsafe topology"),
    MAY_HAVE_PROMISED(
            "D-003", "not racing yet, I may have promised a leader without the DCS not to before I was restarted"),
    YIELD_AILING(
            "LES-046", "demoting self because PostgreSQL or its disk is not well and another member can take over"),
    AILING_STANDBY("LES-046", "not racing because PostgreSQL or its disk is not well"),
    HOLDS_BACK("LES-056", "not racing because PostgreSQL crashed too often here, another member can lead"),
    NOFAILOVER("D-146", "following a different leader because I am not allowed to promote"),
    IDENTITY_UNKNOWN("D-071", "waiting for the primary to initialize the cluster in the DCS"),
    CANDIDATE_FIRST("D-163", "waiting for the failover candidate to become leader"),
    OTHERS_FIRST("D-165", "waiting for another member to become leader after stepping down"),
    PRIMARY_ALIVE("D-152", "a primary is still alive, not racing for the leader lock"),
    BEHIND_TIMELINE("D-152", "not the healthiest node: my timeline is behind the cluster's"),
    RACE_DESPITE_LAG("LES-024", "trying to acquire the leader lock although my WAL lags, nobody has led for too long"),
    LAGGING("D-152", "my WAL lags more than maximum_lag_on_failover"),
    NOT_SYNC("D-151", "not racing because I am not a synchronous standby"),
    TOO_FEW_VOTES("D-152", "not racing because too few members of the quorum show that I have every commit"),
    PEER_AHEAD("D-152", "following a different leader because i am not the healthiest node"),
    PEER_PREFERRED("D-152", "another member with equal data has a higher failover_priority"),

    // There is a leader (T12, T10, T8)
    LEAD("D-193", "no action. I am ({me}), the leader with the lock"),
    LEAD_AILING(
            "LES-046", "no action. I am ({me}), the leader with the lock, although PostgreSQL or its disk is not well"),
    LEAD_SILENT_SERVER("D-193", "PostgreSQL does not answer in time. I am ({me}), the leader with the lock"),
    ASK_WHETHER_ISOLATED("LES-049", "asking whether any member reaches me"),
    YIELD_ISOLATED("LES-049", "demoting self because no other member reaches me"),
    LOST_PAUSED("D-173", "PAUSE: continue to run as primary without lock"),
    LOST("D-174", "demoting self because failed to update leader lock in DCS"),
    LOST_STANDBY("D-175", "not promoting because failed to update leader lock in DCS"),
    PRIMARY_BESIDE_LEADER_PAUSED("D-177", "PAUSE: continue to run as primary although {leader} holds the lock"),
    PRIMARY_BESIDE_LEADER("D-178", "demoting self because I do not have the lock and I was a leader"),
    WRITE_SYNC("D-193", "writing the synchronous standbys to the DCS"),
    SET_SYNC_NAMES("D-193", "setting synchronous_standby_names"),
    AWAIT_STANDBYS(
            "D-193", "no action. I am ({me}), the leader with the lock, waiting for synchronous standbys to catch up"),
    LEAD_BLOCKED(
            "D-193",
            "no action. I am ({me}), the leader with the lock, commits wait because no synchronous standby is there"),
    SYNC_BEFORE_WRITING("D-195", "preparing synchronous replication before this server accepts writes"),
    SYNC_POSTPONED("D-195", "synchronous replication could not be prepared, not accepting writes yet"),
    RELEASE_NOT_SYNC("D-151", "released leader key, another member holds what was acknowledged"),
    ASK_RELEASE("D-213", "waiting to be released from synchronous replication before PostgreSQL is stopped"),
    RELEASE_STANDBY_PAUSED("D-171", "PAUSE: released leader key voluntarily, I am not a primary"),
    STOP_SILENT_STANDBY("D-171", "stopping PostgreSQL before the leader key is released, because it does not answer"),
    ASK_BEFORE_PROMOTION("D-196", "asking whether another member leads before promoting"),
    RELEASE_PRIMARY_ALIVE("D-152", "released leader key, another member accepts writes"),
    RELEASE_BEHIND_TIMELINE("D-152", "released leader key, my timeline is behind the cluster's"),
    RELEASE_PEER_AHEAD("LES-010", "released leader key, I did not win it and another member has a longer log"),
    RELEASE_UNLISTED("D-150", "released leader key, I am not in the failsafe topology"),
    RELEASE_AFTER_FAILED_PROMOTION("D-192", "released leader key after a failed promotion"),
    REQUEST_DONE("D-134", "cleaning up failover key after acquiring leader lock"),
    REQUEST_REDUCED("D-133", "the former leader has stepped down"),
    ARM_WATCHDOG("D-190", "starting the watchdog before writes are accepted"),
    DEMOTE_WITHOUT_WATCHDOG(
            "D-190", "demoting self because the watchdog is required and could not be activated ({watchdog})"),
    RELEASE_WITHOUT_WATCHDOG(
            "D-191", "released leader key, the watchdog is required and could not be activated ({watchdog})"),
    PROMOTE("D-196", "promoted self to leader by acquiring session lock"),
    REQUEST_STALE("D-122", "cleaning up the failover key, its time has passed"),
    REQUEST_MISDIRECTED("D-127", "cleaning up the failover key, it is not for me"),
    REQUEST_NEEDS_CANDIDATE("D-124", "PAUSE: cleaning up the failover key, it names no candidate"),
    REQUEST_ASK("D-125", "asking whether the failover is possible"),
    REQUEST_IMPOSSIBLE("D-126", "cleaning up the failover key, no healthy member can take over"),
    STEP_DOWN("D-125", "manual failover: demoting myself"),
    STEP_DOWN_STANDBY_LEADER("D-125", "manual failover: released the leader lock of the standby cluster"),
    COMPARE("D-104", "comparing histories with the leader"),
    FOLLOW("D-107", "following a new leader ({leader})"),
    FOLLOW_REMOTE("D-101", "following the remote primary because nobody leads"),
    FOLLOW_ARCHIVE("D-100", "following nobody, the log comes from the archive"),
    FOLLOW_LATER(
            "LES-023", "I am ({me}), a secondary, and compare my log with that of the new leader before I follow it"),
    IRRECONCILABLE(
            "LES-023",
            "I am ({me}), and my log is another one than the leader's on a timeline of the same number, only a new copy helps"
                    + " (regentctl reinit)"),
    LEAVE_IRRECONCILABLE(
            "LES-023", "following nobody, my log is another one than the leader's on a timeline of the same number"),
    LEADER_UNKNOWN(
            "D-110", "no action. I am ({me}), a secondary, and the leader ({leader}) has not published its address"),
    DIVERGED_STANDBY("D-106", "I am ({me}), a secondary, and my timeline diverged from the leader ({leader})"),
    DIVERGED_STANDBY_LEADER(
            "D-106", "I am ({me}), the standby leader with the lock, and my timeline diverged from the remote primary"),
    COPY_SLOTS("D-202", "copying logical slots from {leader}"),
    STANDBY("D-180", "no action. I am ({me}), a secondary, and following a leader ({leader})"),
    STANDBY_SILENT_SERVER("D-180", "PostgreSQL does not answer in time. I am ({me}), a secondary"),

    // The leader of a standby cluster (D-172)
    BECOME_STANDBY_CLUSTER("D-172", "demoting self, the cluster is to replicate another one"),
    BECOMING_STANDBY_CLUSTER(
            "D-172", "demotion to a standby cluster in progress, no other member has the end of the log yet"),
    LEAD_STANDBY_CLUSTER("D-135", "promoted self to a standby leader by acquiring session lock"),
    STANDBY_LEADER("D-172", "no action. I am ({me}), the standby leader with the lock"),
    STANDBY_LEADER_SILENT("D-172", "PostgreSQL does not answer in time. I am ({me}), the standby leader with the lock");

    private final String id;
    private final String sentence;

    Rule(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    /** The row of the acceptance list. */
    public String id() {
        return id;
    }

    /** The sentence, with places for names. */
    public String sentence() {
        return sentence;
    }
}

package io.regent.agent.simulation;

import io.regent.agent.decision.Rule;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules that the random histories of the known seeds do not reach, or not always, and why. The decision table reaches all of
 * them ({@code DecisionTableTest}); some have a scenario of their own.
 */
final class SilentRules {

    private static final String RARE = "takes a coincidence that some seeds have and others do not";
    private static final String PEACE = "the first minute, in which the cluster is born, is peaceful";
    private static final String ONE_CLUSTER = "no simulated node has data of another cluster";
    private static final String READABLE = "no simulated data directory vanishes or becomes unreadable";
    private static final String EMPTY_STORE = "the store is emptied in scenarios only (LES-009)";
    private static final String SAME_TAGS = "all simulated members have the same tags";
    private static final String ONE_SITE =
            "a cluster that replicates another one has scenarios, and no random histories";
    private static final String ARCHIVED =
            "history files are archived here, so no two promotions choose the same timeline (ScenariosTest, FollowingTest)";
    private static final String DEFAULTS = "the simulated cluster has the default settings, in which this is off";

    private static final String NO_FAILSAFE = "the failsafe mode is off; it is on in FailsafeSimulationTest";
    private static final String NO_WATCHDOG = "these machines have no watchdog; those of WatchdogSimulationTest have";

    private static final String NEVER_ILL_FOR_LONG =
            "a postmaster must stand still for two minutes, or a standby's disk for one while nobody leads (AilingTest)";
    private static final String ASYNCHRONOUS =
            "commits of these clusters wait for nobody; those of SynchronousSimulationTest do";

    static final Map<Rule, String> REASONS = new TreeMap<>();

    static {
        because(PEACE, Rule.ABANDON_AT_STOP, Rule.BOOTSTRAP_WITHOUT_DCS, Rule.BOOTSTRAP_FAILED);
        because(
                ONE_CLUSTER,
                Rule.FOREIGN_DATA_PAUSED,
                Rule.RELEASE_FOREIGN_DATA,
                Rule.STOP_FOREIGN_PRIMARY,
                Rule.RELEASE_BEFORE_LEAVING,
                Rule.FOREIGN_DATA);
        because(READABLE, Rule.STOP_WITHOUT_DATA, Rule.RELEASE_WITHOUT_DATA, Rule.DATA_UNREADABLE);
        because(
                EMPTY_STORE,
                Rule.STANDBY_OF_UNKNOWN_CLUSTER,
                Rule.ADOPT_IDENTITY,
                Rule.RESTORE_IDENTITY,
                Rule.RESTORE_CONFIG,
                Rule.IDENTITY_UNKNOWN);
        because(SAME_TAGS, Rule.NOFAILOVER, Rule.PEER_PREFERRED, Rule.CATCH_UP, Rule.CATCHING_UP);
        because(
                NO_WATCHDOG,
                Rule.ARM_WATCHDOG,
                Rule.DEMOTE_WITHOUT_WATCHDOG,
                Rule.RELEASE_WITHOUT_WATCHDOG,
                Rule.STOP_WITHOUT_WATCHDOG,
                Rule.WITHOUT_WATCHDOG,
                Rule.CLAIM_WITHOUT_WATCHDOG,
                Rule.BOOTSTRAP_WITHOUT_WATCHDOG);
        because(
                NO_FAILSAFE,
                Rule.ASK_FAILSAFE,
                Rule.LEAD_BY_CONSENT,
                Rule.FAILSAFE_REFUSED,
                Rule.RELEASE_PROMISED,
                Rule.NOT_LISTED,
                Rule.UNLISTED_PRIMARY,
                Rule.MAY_HAVE_PROMISED,
                Rule.RELEASE_UNLISTED);
        because(
                ASYNCHRONOUS,
                Rule.WRITE_SYNC,
                Rule.SET_SYNC_NAMES,
                Rule.AWAIT_STANDBYS,
                Rule.LEAD_BLOCKED,
                Rule.SYNC_BEFORE_WRITING,
                Rule.SYNC_POSTPONED,
                Rule.RELEASE_NOT_SYNC,
                Rule.ASK_RELEASE,
                Rule.NOT_SYNC,
                Rule.TOO_FEW_VOTES);
        because("the cluster has no logical slots", Rule.COPY_SLOTS);
        because("nobody keeps a backup", Rule.CLONE_WITHOUT_LEADER);
        because(
                DEFAULTS,
                Rule.RELEASE_INSTEAD_OF_START,
                Rule.START_DIVERGED,
                Rule.RACE_LATER,
                Rule.RACE_DESPITE_LAG,
                Rule.ASK_WHETHER_ISOLATED,
                Rule.YIELD_ISOLATED,
                Rule.DIVERGED_STANDBY);
        because(NEVER_ILL_FOR_LONG, Rule.SERVER_HUNG, Rule.AILING_STANDBY, Rule.YIELD_AILING);
        because(
                ONE_SITE,
                Rule.BOOTSTRAP_STANDBY_CLUSTER,
                Rule.REWIND_REMOTE,
                Rule.START_AS_STANDBY_LEADER,
                Rule.STEP_DOWN_STANDBY_LEADER,
                Rule.FOLLOW_REMOTE,
                Rule.FOLLOW_ARCHIVE,
                Rule.DIVERGED_STANDBY_LEADER,
                Rule.BECOME_STANDBY_CLUSTER,
                Rule.BECOMING_STANDBY_CLUSTER,
                Rule.LEAD_STANDBY_CLUSTER,
                Rule.STANDBY_LEADER,
                Rule.STANDBY_LEADER_SILENT);
        because(ARCHIVED, Rule.IRRECONCILABLE, Rule.LEAVE_IRRECONCILABLE);
        because(
                RARE,
                Rule.RACE_AS_OLD_LEADER,
                Rule.DEMOTE_FASTER,
                Rule.DISK_STALLED,
                Rule.LEAD_AILING,
                Rule.CRASHES_TOO_OFTEN,
                Rule.RESTART_CRASHED_LATER,
                Rule.HOLDS_BACK,
                Rule.RELEASE_PRIMARY_ALIVE,
                Rule.START_TOO_SLOW,
                Rule.STARTING_TIMEOUT,
                Rule.REQUEST_REDUCED,
                Rule.CANCEL_PROMOTION,
                Rule.STARTING_LOST,
                Rule.STARTING_WITHOUT_LOCK,
                Rule.OLD_PRIMARY,
                Rule.PAUSED_SUPERSEDED,
                Rule.ANOTHER_PRIMARY,
                Rule.PROMOTION_FAILED,
                Rule.LAGGING,
                Rule.PRIMARY_BESIDE_LEADER_PAUSED,
                Rule.STOP_SILENT_STANDBY,
                Rule.RELEASE_BEHIND_TIMELINE,
                Rule.RELEASE_PEER_AHEAD,
                Rule.UNEARNED_LEASE,
                Rule.LOST_PAUSED,
                Rule.UNVERIFIED_PRIMARY,
                Rule.RELEASE_AFTER_FAILED_PROMOTION);
    }

    private SilentRules() {}

    private static void because(String reason, Rule... rules) {
        for (Rule rule : rules) {
            REASONS.put(rule, reason);
        }
    }
}

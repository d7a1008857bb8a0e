package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import io.regent.postgres.wal.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a primary with a confirmed lease does about synchronous replication (T12a). */
class PrimaryDutiesTest {

    private static final Settings.Sync ON = new Settings.Sync(Mode.ON, false, 1, -1);
    private static final Settings.Sync STRICT = new Settings.Sync(Mode.ON, true, 1, -1);
    private static final Settings.Sync QUORUM = new Settings.Sync(Mode.QUORUM, false, 1, -1);

    @Test
    @Spec({"HA-135", "D-193"})
    void a_leader_registers_itself_before_anything_else() {
        writes(leader(ON).waitingFor("", "pg-1/async/0/3000000"), 0);
    }

    @Test
    @Spec("D-172")
    void a_request_goes_before_the_duties() {
        is(
                leader(ON).waitingFor("").withFailover("pg-2", "pg-3"),
                new Action.AskPeers(Members.others(leader(ON).view())),
                Rule.REQUEST_ASK);
    }

    @Test
    @Spec("HA-135")
    void the_server_waits_for_a_standby_before_it_is_promised() {
        sets(leader(ON).promising("pg-2", 0).waitingFor("", "pg-1/async/0/3000000"), "\"pg-1\"");
    }

    @Test
    @Spec({"HA-140", "LES-092"})
    void a_standby_that_is_behind_the_point_of_the_change_is_not_promised_yet() {
        isWait(leader(ON).promising("pg-2", 0).waitingFor("\"pg-1\"", "pg-1/sync/0/2FFFFFF"), Rule.AWAIT_STANDBYS);
    }

    @Test
    @Spec("HA-140")
    void a_standby_that_has_passed_the_point_of_the_change_is_promised() {
        writes(leader(ON).promising("pg-2", 0).waitingFor("\"pg-1\"", "pg-1/sync/0/3000000"), 0, "pg-1");
    }

    @Test
    @Spec("HA-140")
    void the_point_of_the_change_is_remembered_while_commits_go_on() {
        var since = new SyncMemory.Change(SyncNames.parse("\"pg-1\""), Lsn.parse("0/2000000"));
        var later = leader(ON)
                .promising("pg-2", 0)
                .waitingFor("\"pg-1\"", "pg-1/sync/0/2800000")
                .remembering(
                        past -> past.sync = new SyncMemory(Optional.of(since), Optional.empty(), Optional.empty()));

        writes(later, 0, "pg-1");
    }

    @Test
    void a_settled_leader_goes_on() {
        isWait(leader(ON).promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\"", "pg-1/sync/0/3000000"), Rule.LEAD);
    }

    @Test
    @Spec("HA-137")
    void without_a_standby_nobody_is_promised_and_then_nobody_is_waited_for() {
        writes(leader(ON).promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\""), 0);
        sets(leader(ON).promising("pg-2", 0).waitingFor("\"pg-1\""), "");
    }

    @Test
    @Spec({"HA-142", "CFG-018"})
    void a_strict_leader_keeps_the_names_of_its_promise_and_says_that_commits_wait() {
        isWait(leader(STRICT).promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\""), Rule.LEAD_BLOCKED);
    }

    @Test
    @Spec({"HA-142", "CFG-018"})
    void a_strict_leader_that_never_had_a_standby_waits_for_the_reserved_name() {
        sets(leader(STRICT).promising("pg-2", 0).waitingFor("*"), "__patroni_strict_sync_replica_placeholder__");
        sets(
                leader(new Settings.Sync(Mode.QUORUM, true, 1, -1))
                        .promising("pg-2", 0)
                        .waitingFor(""),
                "ANY 1 (__patroni_strict_sync_replica_placeholder__)");
    }

    @Test
    @Spec("HA-141")
    void as_many_standbys_as_wanted_are_chosen() {
        var two = new Settings.Sync(Mode.ON, false, 2, -1);

        sets(
                leader(two).promising("pg-2", 0).waitingFor("", "pg-1/async/0/3000000", "pg-3/async/0/3000000"),
                "2 (\"pg-1\",\"pg-3\")");
    }

    @Test
    @Spec("HA-138")
    void a_quorum_is_written_as_any_so_many_of_all() {
        writes(
                leader(QUORUM)
                        .promising("pg-2", 0, "pg-1")
                        .waitingFor("\"pg-1\"", "pg-1/sync/0/3000000", "pg-3/async/0/3000000"),
                1,
                "pg-1",
                "pg-3");
        sets(
                leader(QUORUM)
                        .promising("pg-2", 1, "pg-1", "pg-3")
                        .waitingFor("\"pg-1\"", "pg-1/sync/0/3000000", "pg-3/async/0/3000000"),
                "ANY 1 (\"pg-1\",\"pg-3\")");
    }

    @Test
    @Spec("LES-093")
    void a_promise_that_the_server_does_not_keep_is_withdrawn_at_once() {
        writes(leader(ON).promising("pg-2", 0, "pg-1").waitingFor("", "pg-1/async/0/3000000"), 0);
    }

    @Test
    @Spec({"LES-099", "HA-167"})
    void a_promise_under_another_name_is_made_anew() {
        writes(leader(ON).promising("old-name", 0, "pg-1").waitingFor("\"pg-1\"", "pg-1/sync/0/3000000"), 0);
    }

    @Test
    @Spec({"HA-143", "CFG-016"})
    void switched_off_the_promise_goes_first_and_then_the_user_has_the_names_back() {
        var off = leader(Settings.Sync.NONE).waitingFor("\"pg-1\"", "pg-1/sync/0/3000000");

        is(off, new Action.SetSyncNames(Optional.empty()), Rule.SET_SYNC_NAMES);
        is(off.promising("pg-2", 0, "pg-1"), new Action.WriteSync(Optional.empty()), Rule.WRITE_SYNC);
    }

    @Test
    @Spec("HA-149")
    void the_leader_of_a_standby_cluster_takes_an_old_promise_back() {
        var cluster = new Settings.StandbyCluster(List.of(), Optional.empty(), true);

        is(
                seenBy("pg-2")
                        .asStandby()
                        .whileLeaseIsMine()
                        .synchronous(ON)
                        .with(with -> with.standbyCluster = Optional.of(cluster))
                        .promising("pg-1", 0, "pg-3"),
                new Action.WriteSync(Optional.empty()),
                Rule.WRITE_SYNC);
    }

    @Test
    @Spec({"LES-098", "HA-139"})
    void a_standby_that_may_lead_goes_before_one_that_may_not() {
        sets(
                leader(ON)
                        .withMember("pg-1", Map.of("tags", Map.of("nofailover", true)))
                        .promising("pg-2", 0)
                        .waitingFor("", "pg-1/async/0/3000000", "pg-3/async/0/2000000"),
                "\"pg-3\"");
    }

    @Test
    @Spec("HA-139")
    void a_standby_with_a_higher_priority_takes_the_place_of_another() {
        sets(
                leader(ON)
                        .withMember("pg-3", Map.of("tags", Map.of("sync_priority", 2)))
                        .promising("pg-2", 0, "pg-1")
                        .waitingFor("\"pg-1\"", "pg-1/sync/0/3000000", "pg-3/async/0/3000000"),
                "2 (\"pg-1\",\"pg-3\")");
    }

    @Test
    @Spec({"HA-139", "HA-191"})
    void who_is_unwilling_or_streams_from_another_is_not_chosen() {
        sets(
                leader(ON)
                        .withMember("pg-1", Map.of("tags", Map.of("nosync", true)))
                        .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-1")))
                        .withMember("pg-4")
                        .promising("pg-2", 0)
                        .waitingFor("", "pg-1/async/0/3000000", "pg-3/async/0/3000000", "pg-4/async/0/1000000"),
                "\"pg-4\"");
    }

    @Test
    @Spec({"HA-144", "CFG-010"})
    void a_synchronous_standby_that_lags_too_much_is_replaced() {
        var limited = new Settings.Sync(Mode.ON, false, 1, 1024);
        String[] streaming = {"pg-1/sync/0/2000000", "pg-3/async/0/3000000"};

        sets(leader(limited).promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\"", streaming), "2 (\"pg-1\",\"pg-3\")");
        isWait(leader(ON).promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\"", streaming), Rule.LEAD);
    }

    @Test
    @Spec("HA-149")
    void a_leader_is_never_its_own_standby() {
        isWait(leader(ON).promising("pg-2", 0).waitingFor("", "PG-2/async/0/3000000"), Rule.LEAD);
    }

    @Test
    void after_a_step_that_failed_the_next_cycle_begins_anew() {
        isWait(
                leader(ON)
                        .promising("pg-2", 0)
                        .waitingFor("", "pg-1/async/0/3000000")
                        .after(SyncProgress.NONE.afterFailure()),
                Rule.LEAD);
    }

    private static Views leader(Settings.Sync sync) {
        return seenBy("pg-2").asPrimary().whileLeaseIsMine().synchronous(sync);
    }

    private static void sets(Views views, String names) {
        is(views, new Action.SetSyncNames(Optional.of(SyncNames.parse(names))), Rule.SET_SYNC_NAMES);
    }

    private static void writes(Views views, int quorum, String... standbys) {
        var names = new TreeSet<>(Stream.of(standbys).map(MemberName::new).toList());
        var promise = new SyncState(new MemberName("pg-2"), names, quorum);
        is(views, new Action.WriteSync(Optional.of(promise)), Rule.WRITE_SYNC);
    }
}

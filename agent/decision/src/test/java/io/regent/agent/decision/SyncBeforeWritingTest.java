package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import io.regent.postgres.SyncNames;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Before a server accepts its first commit it waits for the right standbys (D-195). */
class SyncBeforeWritingTest {

    private static final Settings.Sync ON = new Settings.Sync(Mode.ON, false, 1, -1);
    private static final Settings.Sync STRICT = new Settings.Sync(Mode.ON, true, 1, -1);
    private static final Settings.Sync QUORUM = new Settings.Sync(Mode.QUORUM, false, 1, -1);

    @Test
    @Spec("HA-146")
    void the_winner_writes_itself_without_standbys() {
        writes(winner(ON).promising("pg-1", 0, "pg-2"), 0);
    }

    @Test
    void it_is_promoted_once_the_promise_is_written() {
        is(winner(ON).promising("pg-2", 0).waitingFor(""), new Action.Promote(), Rule.PROMOTE);
    }

    @Test
    @Spec({"HA-146", "LES-095"})
    void a_strict_winner_keeps_the_remaining_members_and_the_former_leader() {
        writes(winner(STRICT).promising("pg-1", 0, "pg-2", "pg-3"), 0, "pg-1", "pg-3");
        sets(winner(STRICT).promising("pg-2", 0, "pg-1", "pg-3").waitingFor(""), "2 (\"pg-1\",\"pg-3\")");
        is(winner(STRICT).promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\""), new Action.Promote(), Rule.PROMOTE);
    }

    @Test
    @Spec("HA-146")
    void a_winner_by_votes_asks_for_as_many_votes_as_before() {
        writes(winner(QUORUM).promising("pg-1", 1, "pg-2", "pg-3").withPeer("pg-3", 3, "0/3000000"), 1, "pg-1", "pg-3");
        sets(winner(QUORUM).promising("pg-2", 1, "pg-1", "pg-3").waitingFor(""), "ANY 1 (\"pg-1\",\"pg-3\")");
    }

    @Spec("D-195")
    @Test
    void a_promise_that_another_wrote_meanwhile_puts_the_promotion_off() {
        isWait(winner(ON).promising("pg-1", 0, "pg-2").after(SyncProgress.NONE.afterFailure()), Rule.SYNC_POSTPONED);
    }

    @Test
    @Spec("LES-010")
    void a_lease_that_nobody_raced_for_is_given_back_by_who_may_lack_commits() {
        is(winner(ON).promising("pg-1", 0, "pg-3"), new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_NOT_SYNC);
    }

    @Test
    @Spec("LES-095")
    void a_crashed_primary_is_started_with_the_standbys_of_its_promise() {
        var crashed = seenBy("pg-2")
                .whileLeaseIsMine()
                .stopped(ControlData.State.IN_PRODUCTION)
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                .synchronous(ON)
                .promising("pg-2", 0, "pg-1");

        sets(crashed, "\"pg-1\"");
        is(
                crashed.after(SyncProgress.NONE.with(Optional.of(SyncNames.parse("\"pg-1\"")))),
                new Action.StartPrimary(),
                Rule.RESTART_CRASHED);
    }

    @Test
    @Spec("LES-095")
    void a_new_strict_cluster_never_commits_without_a_standby() {
        sets(
                seenBy("pg-2")
                        .asPrimary()
                        .waitingFor("")
                        .synchronous(STRICT)
                        .remembering(past -> past.bootstrapping = true),
                "__patroni_strict_sync_replica_placeholder__");
    }

    private static Views winner(Settings.Sync sync) {
        return seenBy("pg-2").asStandby().whileLeaseIsMine().withoutAnswers().synchronous(sync);
    }

    private static void sets(Views views, String names) {
        is(views, new Action.SetSyncNames(Optional.of(SyncNames.parse(names))), Rule.SYNC_BEFORE_WRITING);
    }

    private static void writes(Views views, int quorum, String... standbys) {
        var names = new TreeSet<>(Stream.of(standbys).map(MemberName::new).toList());
        var promise = new SyncState(new MemberName("pg-2"), names, quorum);
        is(views, new Action.WriteSync(Optional.of(promise)), Rule.SYNC_BEFORE_WRITING);
    }
}

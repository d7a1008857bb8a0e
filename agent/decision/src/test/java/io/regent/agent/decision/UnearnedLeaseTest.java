package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.dcs.Tags;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A store that was put back to an old state names a standby as its leader, which nobody has raced for (LES-010). */
class UnearnedLeaseTest {

    private static final Settings.Sync ON = new Settings.Sync(Mode.ON, false, 1, -1);
    private static final Action RELEASES = new Action.ReleaseLease(Optional.empty());
    private static final Action PROMOTES = new Action.Promote();

    @Test
    @Spec("LES-010")
    void whoever_is_named_as_leader_lets_go_when_another_member_is_ahead() {
        is(named().withPeer("pg-3", 3, "0/3000001"), RELEASES, Rule.RELEASE_PEER_AHEAD);
        is(named().withPeer("pg-3", 3, "0/3000000"), PROMOTES, Rule.PROMOTE);
        is(named().withoutAnswers(), PROMOTES, Rule.PROMOTE);
    }

    @Test
    void a_member_that_may_not_lead_is_no_reason_to_let_go() {
        is(
                named().withPeer("pg-3", Servers.peer(3, "0/3000001", new Tags(Map.of("nofailover", true)))),
                PROMOTES,
                Rule.PROMOTE);
    }

    @Test
    void the_member_that_an_operator_chose_leads_with_whatever_it_has() {
        is(
                named().withFailover("", "pg-2").withPeer("pg-3", 3, "0/3000001"),
                new Action.ClearFailover(),
                Rule.REQUEST_DONE);
    }

    @Test
    @Spec("LES-010")
    void a_promise_from_before_a_failover_that_the_store_forgot_does_not_say_who_counts() {
        is(
                named().synchronous(ON)
                        .promising("pg-2", 0, "pg-1")
                        .withHistoryUpTo(2)
                        .withPeer("pg-3", 3, "0/3000001"),
                RELEASES,
                Rule.RELEASE_PEER_AHEAD);
        is(
                seenBy("pg-2")
                        .asStandby()
                        .whileLeaseIsVacant()
                        .synchronous(ON)
                        .promising("pg-2", 0, "pg-1")
                        .withHistoryUpTo(2)
                        .withPeer("pg-3", 3, "0/3000001"),
                new Action.Wait(),
                Rule.PEER_AHEAD);
    }

    private static Views named() {
        return seenBy("pg-2").asStandby().whileLeaseIsMine();
    }
}

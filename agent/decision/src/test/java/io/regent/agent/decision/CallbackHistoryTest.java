package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Callback.Event;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.postgres.ControlData;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operator's scripts are told, and what not. */
class CallbackHistoryTest {

    private static final Decision WAIT = new Decision(new Action.Wait(), Rule.LEAD);

    private static final Decision CLONE =
            new Decision(new Action.Clone(new Origin.Peer(new MemberName("pg-1"))), Rule.CLONE);

    private CallbackHistory told = CallbackHistory.NEW;

    @Spec({"HA-185", "D-201"})
    @Test
    void the_first_sight_of_a_running_server_is_a_start_and_is_told_once() {
        tells(seenBy("pg-2").asStandby(), Event.START, MemberRole.REPLICA);
        tellsNothing(seenBy("pg-2").asStandby());
    }

    @Spec("D-044")
    @Test
    void a_new_cluster_is_told_of_when_the_lease_is_confirmed() {
        tellsNothing(bootstrapping().whileLeaseIsVacant());
        tells(bootstrapping().whileLeaseIsMine(), Event.START, MemberRole.PRIMARY);
    }

    @Spec({"HA-184", "HA-089"})
    @Test
    void a_promotion_is_a_change_of_the_role_and_nothing_else() {
        start(seenBy("pg-2").asStandby());
        tellsNothing(seenBy("pg-2").asPrimary().busyWith(Task.PROMOTE).whileLeaseIsMine());
        tells(seenBy("pg-2").asPrimary().whileLeaseIsMine(), Event.ROLE_CHANGE, MemberRole.PRIMARY);
        tellsNothing(seenBy("pg-2").asPrimary().whileLeaseIsMine());
    }

    /** The start as a replica is part of the change; a replica that has to be rewound first must not keep an address (LES-052). */
    @Spec({"HA-184", "LES-052"})
    @Test
    void a_demotion_is_a_stop_and_a_change_of_the_role() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        tellsNothing(seenBy("pg-2").asPrimary().busyWith(Task.DEMOTE).whileLeaseIsMine());
        tells(
                stopped().remembering(past -> past.steppingDown = true).whileLeaseIsMine(),
                Event.STOP,
                MemberRole.DEMOTED);
        tellsNothing(stopped().whileLeaseIsHeldBy("pg-1"));
        tells(restarted(seenBy("pg-2").asStandby()).whileLeaseIsHeldBy("pg-1"), Event.ROLE_CHANGE, MemberRole.REPLICA);
        tells(startedAgain(seenBy("pg-2").asStandby()).whileLeaseIsHeldBy("pg-1"), Event.START, MemberRole.REPLICA);
    }

    /** It was stopped and is back read-only before anybody could look. */
    @Spec("HA-184")
    @Test
    void a_demotion_that_is_over_within_a_turn_is_only_a_change_of_the_role() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        tells(restarted(seenBy("pg-2").asStandby()).whileLeaseIsUnanswered(), Event.ROLE_CHANGE, MemberRole.REPLICA);
    }

    @Spec("LES-052")
    @Test
    void a_crashed_primary_whose_lease_is_gone_is_a_replica_before_it_runs_again() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        tellsNothing(stopped().whileLeaseIsMine());
        tells(stopped().whileLeaseIsHeldBy("pg-1"), Event.ROLE_CHANGE, MemberRole.REPLICA);
    }

    @Spec({"HA-184", "HA-205", "LES-052"})
    @Test
    void a_leader_whose_server_cannot_be_started_is_demoted() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        var gaveUp = new Decision(new Action.ReleaseLease(Optional.empty()), Rule.START_TOO_SLOW);
        assertThat(call(stopped().whileLeaseIsMine(), gaveUp))
                .contains(new Callback(Event.ROLE_CHANGE, MemberRole.DEMOTED));
        tells(seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1"), Event.ROLE_CHANGE, MemberRole.REPLICA);
    }

    @Spec("HA-205")
    @Test
    void a_replica_that_cannot_be_started_is_nothing_to_tell() {
        start(seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1"));
        tellsNothing(stopped().whileLeaseIsHeldBy("pg-1"));
        tells(restarted(seenBy("pg-2").asStandby()).whileLeaseIsHeldBy("pg-1"), Event.START, MemberRole.REPLICA);
    }

    @Spec("HA-184")
    @Test
    void a_restart_on_request_is_only_a_restart() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        var restart = new Action.Restart(new OperatorRequest.Restart(Optional.empty()));
        assertThat(call(seenBy("pg-2").asPrimary().whileLeaseIsMine(), new Decision(restart, Rule.RESTART)))
                .isEmpty();
        tellsNothing(seenBy("pg-2").asPrimary().busyWith(Task.RESTART).whileLeaseIsMine());
        tells(restarted(seenBy("pg-2").asPrimary()).whileLeaseIsMine(), Event.RESTART, MemberRole.PRIMARY);
    }

    @Spec("HA-184")
    @Test
    void the_end_of_the_agent_stops_the_server_and_a_pause_leaves_it() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        var exit = new Decision(new Action.Exit(0, "stopped"), Rule.STOPPED);
        tellsNothing(stopped()
                .stopping()
                .remembering(past -> past.steppingDown = true)
                .whileLeaseIsMine());
        assertThat(call(stopped().stopping().whileLeaseIsVacant(), exit))
                .contains(new Callback(Event.STOP, MemberRole.PRIMARY));

        told = CallbackHistory.NEW;
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        assertThat(call(seenBy("pg-2").asPrimary().paused().stopping(), exit)).isEmpty();
    }

    @Spec("HA-184")
    @Test
    void a_stop_is_told_only_of_a_server_that_ran() {
        start(seenBy("pg-2").asStandby());
        assertThat(call(seenBy("pg-2").asStandby(), CLONE)).contains(new Callback(Event.STOP, MemberRole.REPLICA));
        tellsNothing(seenBy("pg-2").asStandby().busyWith(Task.CLONE));
        tells(restarted(seenBy("pg-2").asStandby()), Event.START, MemberRole.REPLICA);

        tellsNothing(stopped().whileLeaseIsHeldBy("pg-1"));
        assertThat(call(stopped().whileLeaseIsHeldBy("pg-1"), CLONE)).isEmpty();
    }

    @Spec("D-108")
    @Test
    void a_standby_that_leads_a_standby_cluster_has_a_role_of_its_own() {
        start(seenBy("pg-2").asStandby().inStandbyCluster().whileLeaseIsHeldBy("pg-1"));
        tells(
                seenBy("pg-2").asStandby().inStandbyCluster().whileLeaseIsMine(),
                Event.ROLE_CHANGE,
                MemberRole.STANDBY_LEADER);
    }

    @Test
    void a_server_that_an_operator_stopped_in_pause_is_not_demoted() {
        start(seenBy("pg-2").asPrimary().whileLeaseIsMine());
        tellsNothing(stopped().paused().whileLeaseIsVacant());
        tells(
                stopped()
                        .paused()
                        .with(new BackgroundWork.Succeeded(Task.DEMOTE))
                        .whileLeaseIsVacant(),
                Event.STOP,
                MemberRole.DEMOTED);
    }

    private static Views bootstrapping() {
        return seenBy("pg-2").asPrimary().remembering(past -> past.bootstrapping = true);
    }

    private static Views stopped() {
        return seenBy("pg-2").stopped(ControlData.State.SHUT_DOWN);
    }

    private static Views restarted(Views views) {
        return startedAfter(views, 1);
    }

    private static Views startedAgain(Views views) {
        return startedAfter(views, 2);
    }

    private static Views startedAfter(Views views, int hours) {
        return views.with(Servers.startedLater(views.view().postgres(), hours));
    }

    private void start(Views views) {
        assertThat(call(views, WAIT).map(Callback::event)).contains(Event.START);
    }

    private void tells(Views views, Event event, MemberRole role) {
        assertThat(call(views, WAIT)).contains(new Callback(event, role));
    }

    private void tellsNothing(Views views) {
        assertThat(call(views, WAIT)).isEmpty();
    }

    private Optional<Callback> call(Views views, Decision decision) {
        CallbackHistory.Step step = told.after(views.view(), decision);
        told = step.next();
        return step.call();
    }
}

package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The agent was told to stop (T15). */
class ShutdownTest {

    @Spec({"D-222", "HA-075"})
    @Test
    void a_leader_stops_its_server_first() {
        isDemotion(stopping().asPrimary().whileLeaseIsMine(), Demotion.GRACEFUL, Rule.STOP_SERVER);
    }

    @Spec({"D-222", "HA-075"})
    @Test
    void a_standby_is_stopped() {
        isDemotion(stopping().asStandby().whileLeaseIsHeldBy("pg-1"), Demotion.GRACEFUL, Rule.STOP_SERVER);
    }

    @Test
    void a_primary_without_the_lease_is_stopped_at_once() {
        isDemotion(stopping().asPrimary().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.STOP_SERVER);
    }

    @Spec({"D-222", "HA-075"})
    @Test
    void the_lease_is_released_when_the_server_is_down() {
        is(
                stopping().stopped(ControlData.State.SHUT_DOWN).whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.of(Lsn.parse("0/3000028"))),
                Rule.RELEASE_AT_STOP);
    }

    @Spec({"D-222", "HA-075"})
    @Test
    void the_lease_is_released_early_when_a_member_has_the_end_of_the_log() {
        var end = Optional.of(Servers.shutdown());
        Views archiving = stopping()
                .asPrimary()
                .with(new BackgroundWork.Running(Task.DEMOTE, Duration.ofSeconds(5), true, end))
                .whileLeaseIsMine();

        isWait(archiving.withPeer("pg-1", 3, "0/2FFFFFF"), Rule.STOPPING);
        is(
                archiving.withPeer("pg-1", 3, "0/3000000"),
                new Action.ReleaseLease(Optional.of(Lsn.parse("0/2FFFF88"))),
                Rule.HAND_OVER);
    }

    @Spec("D-222")
    @Test
    void the_agent_ends_last() {
        is(
                stopping().stopped(ControlData.State.SHUT_DOWN).whileLeaseIsVacant(),
                new Action.Exit(0, "PostgreSQL is stopped"),
                Rule.STOPPED);
    }

    @Test
    void the_agent_ends_without_the_store() {
        is(
                stopping().stopped(ControlData.State.SHUT_DOWN).whileDcsIsSilent(),
                new Action.Exit(0, "PostgreSQL is stopped"),
                Rule.STOPPED);
    }

    @Test
    void a_server_that_may_still_run_on_lost_data_is_stopped_first() {
        isDemotion(
                stopping()
                        .withUnreadableData()
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.STOP_WITHOUT_DATA);
    }

    @Spec("D-222")
    @Test
    void the_stop_is_waited_for() {
        isWait(stopping().asPrimary().busyWith(Task.DEMOTE).whileLeaseIsMine(), Rule.STOPPING);
    }

    @Spec({"D-220", "HA-164"})
    @Test
    void in_pause_the_server_goes_on_without_an_agent() {
        is(
                stopping().asPrimary().paused().whileLeaseIsMine(),
                new Action.Exit(0, "PostgreSQL goes on without an agent"),
                Rule.LEAVE_PAUSED);
    }

    @Test
    void a_bootstrap_is_given_up() {
        is(
                stopping()
                        .asPrimary()
                        .remembering(past -> past.bootstrapping = true)
                        .whileLeaseIsVacant(),
                new Action.AbandonBootstrap("the agent was told to stop"),
                Rule.ABANDON_AT_STOP);
    }

    @Test
    void a_primary_whose_data_is_gone_is_stopped_before_the_agent_ends() {
        isDemotion(
                seenBy("pg-2")
                        .stopping()
                        .withoutData()
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .whileDcsIsSilent(),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.STOP_WITHOUT_DATA);
    }

    private static Views stopping() {
        return seenBy("pg-2").stopping();
    }
}

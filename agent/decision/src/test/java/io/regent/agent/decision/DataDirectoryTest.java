package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Is there data, is it whole, and is it this cluster's (T6)? */
class DataDirectoryTest {

    @Spec({"D-060", "HA-077"})
    @Test
    void a_leader_without_data_stops_what_may_still_run() {
        isDemotion(
                seenBy("pg-2")
                        .withoutData()
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.STOP_WITHOUT_DATA);
    }

    @Test
    void a_leader_without_data_does_not_release_the_lease_when_the_stop_failed() {
        isDemotion(
                seenBy("pg-2")
                        .withoutData()
                        .remembering(past -> {
                            past.lastRole = Optional.of(Role.PRIMARY);
                            past.steppingDown = true;
                        })
                        .with(new BackgroundWork.Failed(Task.DEMOTE, "no such file"))
                        .whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.STOP_WITHOUT_DATA);
    }

    @Spec("HA-077")
    @Test
    void a_leader_that_never_saw_its_server_run_releases_the_lease() {
        is(
                seenBy("pg-2").withUnreadableData().whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_WITHOUT_DATA);
    }

    @Spec("D-061")
    @Test
    void unreadable_data_is_left_alone() {
        isWait(seenBy("pg-2").withUnreadableData().whileLeaseIsHeldBy("pg-1"), Rule.DATA_UNREADABLE);
    }

    @Spec({"D-068", "HA-077", "HA-101"})
    @Test
    void data_whose_identity_cannot_be_read_wait_for_the_operator_whoever_leads() {
        Views unreadable = seenBy("pg-2").withUnreadableData();

        isWait(unreadable.whileLeaseIsHeldBy("pg-1"), Rule.DATA_UNREADABLE);
        isWait(unreadable.whileLeaseIsVacant(), Rule.DATA_UNREADABLE);
        isWait(unreadable.whileLeaseIsVacant().withInitialization(new Initialization.Absent()), Rule.DATA_UNREADABLE);
        is(
                unreadable.whileLeaseIsHeldBy("pg-1").asked(new OperatorRequest.Reinitialize(false, false)),
                new Action.Clone(member("pg-1")),
                Rule.REINITIALIZE);
    }

    @Spec("D-063")
    @Test
    void an_empty_member_asks_for_the_right_to_initialise_a_cluster_that_is_nowhere() {
        is(empty().withInitialization(new Initialization.Absent()), new Action.ClaimBootstrap(), Rule.CLAIM_BOOTSTRAP);
    }

    @Spec("D-063")
    @Test
    void who_wins_the_right_initialises() {
        is(
                empty().withInitialization(new Initialization.InProgress()).withClaim(Claim.WON),
                new Action.Bootstrap(),
                Rule.BOOTSTRAP);
    }

    @Spec("D-064")
    @Test
    void who_loses_the_right_waits() {
        isWait(empty().withInitialization(new Initialization.InProgress()).withClaim(Claim.LOST), Rule.BOOTSTRAP_LOST);
    }

    @Spec("D-067")
    @Test
    void a_cluster_that_exists_is_never_initialised_again() {
        isWait(empty(), Rule.WAIT_FOR_LEADER);
    }

    @Spec("D-063")
    @Test
    void a_member_that_must_not_lead_does_not_initialise() {
        isWait(
                empty().withInitialization(new Initialization.Absent()).tagged("nofailover", true),
                Rule.WAIT_FOR_LEADER);
    }

    @Spec("D-063")
    @Test
    void a_member_without_a_bootstrap_section_does_not_initialise() {
        isWait(
                empty().withInitialization(new Initialization.Absent()).with(with -> with.mayBootstrap = false),
                Rule.WAIT_FOR_LEADER);
    }

    @Spec("D-062")
    @Test
    void in_pause_nothing_is_initialised() {
        isWait(empty().withInitialization(new Initialization.Absent()).paused(), Rule.NO_DATA_PAUSED);
    }

    @Spec("D-065")
    @Test
    void an_empty_member_copies_the_leader() {
        is(empty().whileLeaseIsHeldBy("pg-1"), new Action.Clone(member("pg-1")), Rule.CLONE);
    }

    @Spec("D-065")
    @Test
    void an_empty_member_copies_a_member_that_offers_itself() {
        is(
                empty().whileLeaseIsHeldBy("pg-1").withMember("pg-3", Map.of("tags", Map.of("clonefrom", true))),
                new Action.Clone(member("pg-3")),
                Rule.CLONE);
    }

    @Test
    void nothing_is_copied_while_the_cluster_is_being_initialised() {
        isWait(
                empty().whileLeaseIsHeldBy("pg-1").withInitialization(new Initialization.InProgress()),
                Rule.WAIT_FOR_LEADER);
    }

    @Test
    void an_empty_member_does_not_copy_itself_after_a_refused_renewal() {
        isWait(empty().whileLeaseIsLost(), Rule.WAIT_FOR_LEADER);
    }

    @Test
    void an_unfinished_rewind_is_run_again() {
        is(
                halfRewound().with(with -> with.rewindAllowed = true),
                new Action.Rewind(member("pg-1")),
                Rule.FINISH_REWIND);
    }

    @Test
    void an_unfinished_rewind_waits_for_the_checkpoint_of_the_new_leader() {
        isWait(
                halfRewound()
                        .with(with -> with.rewindAllowed = true)
                        .withMember("pg-1", Map.of("checkpoint_after_promote", false)),
                Rule.REWIND_LATER);
    }

    @Test
    void a_directory_that_could_not_be_rewound_is_replaced_where_allowed() {
        is(
                halfRewound()
                        .with(with -> with.removeDataAfterFailedRewind = true)
                        .remembering(past -> past.rewind = RewindMemory.failed("source died")),
                new Action.Clone(member("pg-1")),
                Rule.CLONE_AFTER_REWIND);
    }

    @Spec({"D-070", "HA-101", "HA-167", "LES-106"})
    @Test
    void data_of_another_cluster_ends_the_agent() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .withInitialization(new Initialization.Done(Views.FOREIGN))
                        .whileLeaseIsHeldBy("pg-1"),
                new Action.Exit(1, "the data directory has " + Views.SYSTEM + ", the cluster " + Views.FOREIGN),
                Rule.FOREIGN_DATA);
    }

    @Spec({"D-069", "HA-101", "HA-167", "LES-106"})
    @Test
    void in_pause_data_of_another_cluster_is_left_alone() {
        isWait(
                seenBy("pg-2").asPrimary().paused().withInitialization(new Initialization.Done(Views.FOREIGN)),
                Rule.FOREIGN_DATA_PAUSED);
    }

    @Spec({"D-069", "HA-101", "LES-106"})
    @Test
    void in_pause_data_of_another_cluster_does_not_keep_the_lease() {
        is(
                seenBy("pg-2")
                        .asPrimary()
                        .paused()
                        .withInitialization(new Initialization.Done(Views.FOREIGN))
                        .whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_FOREIGN_DATA);
    }

    @Spec({"LES-107", "D-071", "D-221"})
    @Test
    void a_running_standby_never_says_what_the_cluster_is() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .remembering(past -> past.justStarted = true)
                        .withInitialization(new Initialization.Absent()),
                new Action.Exit(1, "start the agent of the primary first"),
                Rule.STANDBY_OF_UNKNOWN_CLUSTER);
    }

    @Spec("D-072")
    @Test
    void a_primary_that_nobody_leads_says_what_the_cluster_is() {
        is(
                seenBy("pg-2").asPrimary().withInitialization(new Initialization.Absent()),
                new Action.WriteInitialize(Views.SYSTEM),
                Rule.ADOPT_IDENTITY);
    }

    @Spec("D-008")
    @Test
    void the_leader_puts_the_identity_back() {
        is(
                seenBy("pg-2")
                        .asPrimary()
                        .withInitialization(new Initialization.Garbage("x"))
                        .whileLeaseIsMine(),
                new Action.WriteInitialize(Views.SYSTEM),
                Rule.RESTORE_IDENTITY);
    }

    @Spec("D-009")
    @Test
    void the_leader_puts_the_configuration_back() {
        is(
                seenBy("pg-2").asPrimary().withoutConfig().whileLeaseIsMine(),
                new Action.WriteConfig(),
                Rule.RESTORE_CONFIG);
    }

    @Test
    void a_standby_does_not_put_the_identity_back() {
        isWait(
                seenBy("pg-2")
                        .asStandbyOf("pg-1")
                        .withInitialization(new Initialization.Absent())
                        .whileLeaseIsHeldBy("pg-1"),
                Rule.STANDBY);
    }

    @Test
    void a_primary_whose_data_is_gone_is_stopped_before_anything_is_copied() {
        isDemotion(lostPrimary().whileLeaseIsHeldBy("pg-1"), Demotion.IMMEDIATE_NOLOCK, Rule.STOP_WITHOUT_DATA);
        isDemotion(lostPrimary().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.STOP_WITHOUT_DATA);
        isDemotion(lostPrimary().whileLeaseIsVacant(), Demotion.IMMEDIATE_NOLOCK, Rule.STOP_WITHOUT_DATA);
    }

    @Test
    void a_primary_whose_data_cannot_be_read_is_stopped_without_the_lease() {
        isDemotion(
                lostPrimary().withUnreadableData().whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.STOP_WITHOUT_DATA);
        isDemotion(
                lostPrimary().withHalfDone(HalfDone.Work.CLONE).whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.STOP_WITHOUT_DATA);
    }

    @Test
    void an_operator_cannot_have_a_copy_made_beside_a_primary_whose_data_is_gone() {
        isDemotion(
                lostPrimary()
                        .paused()
                        .asked(new OperatorRequest.Reinitialize(false, false))
                        .whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.STOP_WITHOUT_DATA);
    }

    @Spec("HA-077")
    @Test
    void a_primary_whose_data_is_gone_makes_room_for_a_copy_once_it_is_stopped() {
        is(
                lostPrimary().with(new BackgroundWork.Succeeded(Task.DEMOTE)).whileLeaseIsHeldBy("pg-1"),
                new Action.Clone(member("pg-1")),
                Rule.CLONE);
    }

    @Test
    void a_member_that_saw_the_cluster_led_does_not_initialise_it_again() {
        isWait(
                empty().withInitialization(new Initialization.Absent())
                        .remembering(past -> past.lastLed = Optional.of(
                                seenBy("pg-2").whileLeaseIsHeldBy("pg-1").view().cluster())),
                Rule.WAIT_FOR_LEADER);
    }

    @Test
    void a_primary_of_another_cluster_is_stopped_before_the_agent_ends() {
        isDemotion(foreign().asPrimary().whileLeaseIsMine(), Demotion.IMMEDIATE, Rule.STOP_FOREIGN_PRIMARY);
        isDemotion(
                foreign().asPrimary().whileLeaseIsHeldBy("pg-1"), Demotion.IMMEDIATE_NOLOCK, Rule.STOP_FOREIGN_PRIMARY);
    }

    @Test
    void a_member_with_data_of_another_cluster_does_not_take_the_lease_with_it() {
        is(
                foreign().stopped(ControlData.State.SHUT_DOWN).whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_BEFORE_LEAVING);
    }

    @Test
    void stopped_data_does_not_become_the_cluster_that_another_member_initialises() {
        var stopped =
                seenBy("pg-2").stopped(ControlData.State.SHUT_DOWN).withInitialization(new Initialization.InProgress());

        is(stopped, new Action.WriteInitialize(Views.SYSTEM), Rule.ADOPT_IDENTITY);
        is(
                stopped.withMember("pg-3", Map.of("state", "initializing new cluster")),
                new Action.StartStandby(Optional.empty()),
                Rule.START_AS_STANDBY);
    }

    @Test
    void a_primary_takes_the_lease_before_it_overrules_a_bootstrap_of_another_member() {
        var beside = seenBy("pg-2")
                .asPrimary()
                .withInitialization(new Initialization.InProgress())
                .withMember("pg-3", Map.of("state", "initializing new cluster"))
                .withoutAnswers();

        is(beside, new Action.AcquireLease(), Rule.TAKE_BACK);
        is(beside.whileLeaseIsMine(), new Action.WriteInitialize(Views.SYSTEM), Rule.RESTORE_IDENTITY);
    }

    @Test
    @Spec({"D-066", "HA-090", "HA-104"})
    void while_nobody_leads_a_cluster_that_exists_the_data_may_come_from_elsewhere() {
        is(
                restoring(seenBy("pg-2").withoutData()).whileLeaseIsVacant(),
                new Action.CloneWithoutLeader(),
                Rule.CLONE_WITHOUT_LEADER);
        is(
                restoring(seenBy("pg-2").withHalfDone(HalfDone.Work.CLONE)).whileLeaseIsVacant(),
                new Action.CloneWithoutLeader(),
                Rule.CLONE_WITHOUT_LEADER);
        isWait(seenBy("pg-2").withoutData().whileLeaseIsVacant(), Rule.WAIT_FOR_LEADER);
        isWait(restoring(seenBy("pg-2").withoutData()).whileLeaseIsVacant().paused(), Rule.NO_DATA_PAUSED);
        assertThat(Decider.decide(restoring(seenBy("pg-2").withoutData())
                                .whileLeaseIsHeldBy("pg-1")
                                .view())
                        .action())
                .isInstanceOf(Action.Clone.class);
    }

    private static Views restoring(Views views) {
        return views.with(with -> with.mayCloneWithoutLeader = true);
    }

    private static Views foreign() {
        return seenBy("pg-2").withInitialization(new Initialization.Done(Views.FOREIGN));
    }

    private static Views lostPrimary() {
        return empty().remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));
    }

    private static Views empty() {
        return seenBy("pg-2").withoutData();
    }

    private static Views halfRewound() {
        return seenBy("pg-2").withHalfDone(HalfDone.Work.REWIND).whileLeaseIsHeldBy("pg-1");
    }
}

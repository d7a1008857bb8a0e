package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A postmaster does not accept connections yet (T3). */
class WhileStartingTest {

    @Spec("D-033")
    @Test
    void the_leader_waits_for_its_server() {
        isWait(seenBy("pg-2").starting().whileLeaseIsMine(), Rule.STARTING);
    }

    @Spec("D-030")
    @Test
    void a_server_whose_lease_was_refused_does_not_become_a_primary() {
        isDemotion(seenBy("pg-2").starting().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.STARTING_LOST);
    }

    @Spec("D-031")
    @Test
    void a_leader_that_starts_too_slowly_gives_up_for_a_fit_peer() {
        isDemotion(slow().withPeer("pg-1", 3, "0/3000000"), Demotion.IMMEDIATE, Rule.STARTING_TIMEOUT);
    }

    @Spec("D-032")
    @Test
    void a_leader_that_starts_too_slowly_goes_on_when_nobody_can_take_over() {
        isWait(slow().withoutAnswers(), Rule.STARTING);
    }

    @Spec({"D-213", "HA-211"})
    @Test
    void a_restart_on_request_has_a_limit_of_its_own() {
        isDemotion(
                seenBy("pg-2")
                        .starting()
                        .remembering(past -> {
                            past.startingFor = Optional.of(Duration.ofSeconds(9));
                            past.startLimit = Optional.of(Duration.ofSeconds(9));
                        })
                        .withPeer("pg-1", 3, "0/3000000")
                        .whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.STARTING_TIMEOUT);
    }

    @Test
    void in_pause_a_starting_server_is_left_alone() {
        isWait(seenBy("pg-2").starting().paused().whileLeaseIsLost(), Rule.STARTING_PAUSED);
    }

    @Spec({"D-034", "D-142", "LES-025"})
    @Test
    void a_standby_that_starts_does_not_race() {
        isWait(seenBy("pg-2").starting().whileLeaseIsVacant(), Rule.STARTING);
        isWait(seenBy("pg-2").starting().whileLeaseIsVacant().withoutAnswers(), Rule.STARTING);
    }

    @Spec("D-034")
    @Test
    void a_server_that_is_about_to_accept_writes_without_the_lease_is_stopped() {
        isDemotion(
                seenBy("pg-2").startingAs(Role.PRIMARY).whileLeaseIsVacant(),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.STARTING_WITHOUT_LOCK);
        isDemotion(
                seenBy("pg-2").startingAs(Role.PRIMARY).whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.STARTING_WITHOUT_LOCK);
        isWait(seenBy("pg-2").startingAs(Role.PRIMARY).whileLeaseIsMine(), Rule.STARTING);
    }

    private static Views slow() {
        return seenBy("pg-2")
                .starting()
                .remembering(past -> past.startingFor = Optional.of(Duration.ofMinutes(5)))
                .whileLeaseIsMine();
    }
}

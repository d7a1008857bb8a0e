package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.standby;
import static io.regent.agent.simulation.Play.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.mutant.Altered;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.agent.simulation.server.Tempo.Slowness;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.MemberState;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Goal: the lessons about servers that take long to start, and that do not start (A5). */
class StartScenariosTest {

    private static final Duration LONG = Duration.ofMinutes(40);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    @Test
    @Spec("LES-053")
    void a_standby_that_recovers_for_half_an_hour_is_starting_all_along() {
        play(stage -> {
            Node slow = standby(stage);
            slow.server().tempo().slow(Slowness.RECOVERY);
            slow.server().die();
            stage.runUntil(() -> slow.server().phase() == Phase.STARTING, MINUTES);
            long process = slow.server().incarnation();
            stage.runFor(Duration.ofSeconds(90));

            for (int minute = 0; minute < 27; minute++) {
                stage.runFor(Duration.ofMinutes(1));
                assertThat(slow.server().phase()).isEqualTo(Phase.STARTING);
                assertThat(saysStarting(stage, slow)).isTrue();
            }

            assertThat(slow.server().incarnation()).isEqualTo(process);
            slow.server().tempo().normal(Slowness.RECOVERY);
            assertThat(becomesHealthy(stage)).isTrue();
        });
    }

    @Test
    @Spec("LES-053")
    void a_leader_that_changes_meanwhile_does_not_disturb_a_start_and_the_history_is_compared_after_it() {
        play(stage -> {
            Node first = leader(stage);
            Node slow = standby(stage);
            Node next = stage.world().nodes().stream()
                    .filter(node -> node != first && node != slow)
                    .findFirst()
                    .orElseThrow();
            slow.server().tempo().slow(Slowness.RECOVERY);
            slow.server().die();
            stage.runUntil(() -> slow.server().phase() == Phase.STARTING, MINUTES);
            long process = slow.server().incarnation();
            Optional<String> upstream = slow.server().upstream();
            stage.happen(Kind.POWER_CUT, first.name(), Duration.ofMinutes(5));
            assertThat(stage.runUntil(next::canCommit, MINUTES)).isTrue();

            boolean disturbed = stage.runUntil(
                    () -> slow.server().incarnation() != process
                            || !slow.server().upstream().equals(upstream),
                    Duration.ofMinutes(20));

            assertThat(disturbed).describedAs(stage.story()).isFalse();
            slow.server().tempo().normal(Slowness.RECOVERY);
            assertThat(stage.runUntil(() -> slow.server().phase() == Phase.UP, Duration.ofMinutes(10)))
                    .isTrue();
            String before = stage.story();
            assertThat(becomesHealthy(stage)).isTrue();
            assertThat(stage.story().substring(before.length())).contains("COMPARE: comparing histories");
        });
    }

    @Test
    @Spec({"LES-054", "HA-204"})
    void crash_recovery_that_does_not_end_costs_the_lease_at_the_limit_and_not_before() {
        play(stage -> {
            Node primary = leader(stage);
            primary.server().tempo().slow(Slowness.RECOVERY);
            primary.server().die();
            stage.runUntil(() -> primary.server().phase() == Phase.STARTING, MINUTES);

            boolean early =
                    stage.runUntil(() -> !stage.leader().equals(Optional.of(primary)), START_TIMEOUT.minusSeconds(2));
            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != primary).isPresent(), Duration.ofSeconds(45));

            assertThat(early).isFalse();
            assertThat(succeeded).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec({"LES-054", "HA-204"})
    void crash_recovery_goes_on_past_the_limit_when_nobody_can_take_over() {
        play(stage -> {
            Node primary = leader(stage);
            stage.world().nodes().stream()
                    .filter(node -> node != primary)
                    .forEach(node -> stage.happen(Kind.POWER_CUT, node.name(), LONG));
            primary.server().tempo().slow(Slowness.RECOVERY);
            primary.server().die();
            stage.runUntil(() -> primary.server().phase() == Phase.STARTING, MINUTES);
            long process = primary.server().incarnation();

            boolean givenUp = stage.runUntil(
                    () -> !stage.leader().equals(Optional.of(primary))
                            || primary.server().incarnation() != process,
                    Duration.ofMinutes(20));

            assertThat(givenUp).describedAs(stage.story()).isFalse();
        });
    }

    /** A leader whose agent and server were both lost begins with the recovery of its data in single-user mode. */
    @Test
    @Spec({"LES-054", "HA-204"})
    void recovery_in_single_user_mode_is_cancelled_at_the_limit_too() {
        play(stage -> {
            Node primary = leader(stage);
            primary.server().tempo().slow(Slowness.RECOVERY);
            primary.loseAgent();
            primary.server().die();
            primary.startAgent();
            stage.runUntil(() -> stage.world().rulesFired().containsKey(Rule.RECOVER), TTL);
            assertThat(stage.leader()).contains(primary);

            boolean early =
                    stage.runUntil(() -> !stage.leader().equals(Optional.of(primary)), START_TIMEOUT.minusSeconds(10));
            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != primary).isPresent(), Duration.ofSeconds(60));

            assertThat(early).describedAs(stage.story()).isFalse();
            assertThat(succeeded).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec("HA-204")
    void without_a_start_timeout_a_crashed_primary_gives_way_at_once() {
        play(impatient(), stage -> {
            Node primary = leader(stage);
            primary.server().die();

            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != primary).isPresent(), TTL.minusSeconds(10));

            assertThat(succeeded).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec("HA-204")
    void without_a_start_timeout_a_crashed_primary_is_started_when_nobody_can_take_over() {
        play(impatient(), stage -> {
            Node primary = leader(stage);
            stage.world().nodes().stream()
                    .filter(node -> node != primary)
                    .forEach(node -> stage.happen(Kind.POWER_CUT, node.name(), LONG));
            stage.runFor(Duration.ofSeconds(15));
            primary.server().die();

            assertThat(stage.runUntil(primary::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
        });
    }

    @Test
    void a_leader_whose_server_does_not_start_lets_the_lease_go() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(Kind.FULL_DISK, primary.name(), LONG);

            boolean released = stage.runUntil(() -> !stage.leader().equals(Optional.of(primary)), TTL.minusSeconds(5));
            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != primary).isPresent(), TTL);

            assertThat(released).describedAs(stage.story()).isTrue();
            assertThat(succeeded).isTrue();
            assertThat(stage.story()).contains("RELEASE_AFTER_FAILED_START");
        });
    }

    @Test
    void a_standby_whose_server_does_not_start_leaves_the_lease_alone() {
        play(stage -> {
            Node primary = leader(stage);
            Node broken = standby(stage);
            stage.happen(Kind.FULL_DISK, broken.name(), LONG);

            boolean lost =
                    stage.runUntil(() -> !stage.leader().equals(Optional.of(primary)) || !primary.canCommit(), MINUTES);

            assertThat(lost).isFalse();
            assertThat(stage.story()).contains("PANIC: no space left on device");
        });
    }

    /** It was started by hand while its agent stood still, after another member had taken over. */
    @Test
    @Spec("D-034")
    void a_former_primary_that_is_still_starting_ends_before_it_accepts_writes() {
        play(stage -> {
            Node former = leader(stage);
            stage.happen(Kind.HANG_LOOP, former.name(), Duration.ofSeconds(60));
            former.server().die();
            boolean succeeded = stage.runUntil(
                    () -> stage.leader().filter(leader -> leader != former).isPresent(), MINUTES);
            assertThat(succeeded).describedAs(stage.story()).isTrue();
            stage.happen(Kind.SLOW_START, former.name(), MINUTES);
            former.server().launch(Role.PRIMARY, Optional.empty());

            assertThat(stage.runUntil(former::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isFalse();
            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
        });
    }

    private static boolean saysStarting(Stage stage, Node node) {
        return stage.world()
                .cluster()
                .member(node.name())
                .flatMap(member -> member.state())
                .filter(MemberState.STARTING.words()::equals)
                .isPresent();
    }

    private static Wiring impatient() {
        return Wiring.with(StartScenariosTest::withoutPatience);
    }

    private static Settings withoutPatience(Settings real) {
        return Altered.with(real, "failover", Altered.with(real.failover(), "primaryStartTimeout", Duration.ZERO));
    }
}

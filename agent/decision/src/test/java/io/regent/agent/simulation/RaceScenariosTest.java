package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.mutant.Altered;
import io.regent.agent.simulation.server.Directory;
import io.regent.agent.simulation.server.Tempo.Slowness;
import io.regent.agent.simulation.world.Configuration;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: the lessons about who may lead, and when (A2). */
class RaceScenariosTest {

    private static final Duration LONG = Duration.ofMinutes(30);

    @Test
    @Spec("LES-024")
    void when_everybody_lags_too_far_nobody_leads_and_each_says_why() {
        play(stage -> {
            Node first = fallBehind(stage);
            stage.happen(Kind.POWER_CUT, first.name(), LONG);

            boolean led = stage.runUntil(() -> writer(stage).isPresent(), Duration.ofMinutes(10));

            assertThat(led).isFalse();
            assertThat(stage.story())
                    .containsPattern("LAGGING: my WAL lags more than maximum_lag_on_failover: .* behind, limit 1 MB;"
                            + " the last leader published 0/");
        });
    }

    @Test
    @Spec("LES-024")
    void when_everybody_lags_too_far_the_best_leads_after_the_time_that_the_operator_gave() {
        Duration patience = Duration.ofMinutes(2);
        Wiring wiring = Wiring.with(real -> withFailover(real, "despiteLagAfter", Optional.of(patience)));
        play(wiring, stage -> {
            Node first = fallBehind(stage);
            stage.happen(Kind.POWER_CUT, first.name(), LONG);

            boolean early = stage.runUntil(() -> writer(stage).isPresent(), patience);
            boolean led = stage.runUntil(() -> writer(stage).isPresent(), TTL.multipliedBy(2));

            assertThat(early).isFalse();
            assertThat(led).describedAs(stage.story()).isTrue();
            Node best = writer(stage).orElseThrow();
            assertThat(stage.world().nodes())
                    .filteredOn(node -> node != first)
                    .allSatisfy(node -> assertThat(
                                    best.server().data().orElseThrow().wal().end())
                            .isGreaterThanOrEqualTo(
                                    node.server().data().orElseThrow().wal().end()));
        });
    }

    /** The backoff needs a server that outlives its agent, which no fence and no supervisor end at the lease's end. */
    @ParameterizedTest
    @CsvSource({"30, false", "0, true"})
    @Spec("LES-031")
    void an_agent_that_stalls_while_its_server_writes_costs_the_leadership_only_without_a_backoff(
            int seconds, boolean succeeded) {
        play(backingOff(seconds, false), stage -> {
            Node stalled = leader(stage);
            stage.happen(Kind.STOP_AGENT_PROCESS, stalled.name(), Duration.ofSeconds(45));

            boolean another = stage.runUntil(
                    () -> stage.world().nodes().stream().anyMatch(node -> node != stalled && node.canCommit()),
                    Duration.ofSeconds(90));

            assertThat(another).describedAs(stage.story()).isEqualTo(succeeded);
        });
    }

    /** With the fence the stalled agent's server ends in time, whatever the backoff; the oracles watch. */
    @ParameterizedTest
    @CsvSource({"30", "0"})
    @Spec("LES-031")
    void a_backoff_never_makes_two_primaries_and_ends_when_the_log_stands_still(int seconds) {
        play(backingOff(seconds, true), stage -> {
            Node stalled = leader(stage);
            stage.happen(Kind.STOP_AGENT_PROCESS, stalled.name(), LONG);

            boolean another = stage.runUntil(
                    () -> writer(stage).filter(node -> node != stalled).isPresent(), TTL.multipliedBy(3));

            assertThat(another).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec("LES-033")
    void a_leader_whose_data_is_gone_is_succeeded_and_never_says_primary_again() {
        play(stage -> {
            Node first = leader(stage);
            first.server().die();
            first.server().replace(new Directory.Empty());

            boolean claimed = stage.runUntil(first::saysPrimary, Duration.ofSeconds(10));
            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != first).isPresent(), MINUTES);
            boolean again = stage.runUntil(first::saysPrimary, MINUTES);

            assertThat(claimed).isFalse();
            assertThat(succeeded).describedAs(stage.story()).isTrue();
            assertThat(again).isFalse();
            assertThat(becomesHealthy(stage)).isTrue();
        });
    }

    @Test
    @Spec("LES-035")
    void members_that_hang_cost_the_race_one_deadline() {
        try (var stage = new Stage(4711, 6, Wiring.whole())) {
            assertThat(becomesHealthy(stage)).isTrue();
            Node first = leader(stage);
            List<Node> others =
                    stage.world().nodes().stream().filter(node -> node != first).toList();
            others.subList(0, 2).forEach(node -> stage.happen(Kind.STOP_AGENT_PROCESS, node.name(), MINUTES));
            stage.happen(Kind.POWER_CUT, first.name(), LONG);
            stage.runUntil(() -> stage.world().leader().isEmpty(), MINUTES);
            long vacant = stage.world().now();

            stage.runUntil(() -> stage.world().leader().isPresent(), MINUTES);

            assertThat(Duration.ofNanos(stage.world().now() - vacant)).isLessThan(Duration.ofSeconds(4));
            assertThat(stage.complaint()).describedAs(stage.story()).isEmpty();
        }
    }

    @Test
    @Spec("LES-026")
    void with_equal_data_the_higher_priority_leads_next() {
        play(Wiring.tagging("pg-3", new Tags(Map.of("failover_priority", 2))), stage -> {
            Node first = killLeaderInSilence(stage);

            stage.runUntil(() -> writer(stage).filter(node -> node != first).isPresent(), MINUTES);

            assertThat(writer(stage).map(Node::name)).contains(new MemberName("pg-3"));
        });
    }

    @Test
    @Spec("LES-026")
    void nofailover_wins_over_any_priority() {
        play(Wiring.tagging("pg-3", new Tags(Map.of("failover_priority", 9, "nofailover", true))), stage -> {
            Node first = killLeaderInSilence(stage);
            Node tagged = stage.world().node(new MemberName("pg-3"));

            boolean led = stage.runUntil(tagged::canCommit, MINUTES);

            assertThat(led).isFalse();
            assertThat(writer(stage).filter(node -> node != first)).isPresent();
        });
    }

    @Test
    @Spec("LES-026")
    void the_priority_of_a_leader_that_has_lost_the_store_holds_nobody_up() {
        play(Wiring.tagging("pg-2", new Tags(Map.of("failover_priority", 9))), stage -> {
            Node first = leader(stage);
            assertThat(first.name().value()).isEqualTo("pg-2");
            stage.stopClients();
            stage.runFor(Duration.ofSeconds(15));
            stage.happen(Kind.CUT_FROM_STORE, first.name(), LONG);

            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != first).isPresent(), TTL.plus(Play.TURN));

            assertThat(succeeded).describedAs(stage.story()).isTrue();
        });
    }

    /** All standbys have everything when the leader dies. */
    private static Node killLeaderInSilence(Stage stage) {
        stage.stopClients();
        stage.runFor(Duration.ofSeconds(15));
        Node first = leader(stage);
        assertThat(first.name().value()).isNotEqualTo("pg-3");
        stage.happen(Kind.POWER_CUT, first.name(), LONG);
        return first;
    }

    /** The leader writes far more than any standby has received, and says how far it is. */
    private static Node fallBehind(Stage stage) {
        Node first = leader(stage);
        stage.world().nodes().stream()
                .filter(node -> node != first)
                .forEach(node -> node.server().tempo().slow(Slowness.REPLICATION));
        first.server().commit(8 * Configuration.MAXIMUM_LAG, _ -> {});
        long end = first.server().data().orElseThrow().wal().end();
        assertThat(stage.runUntil(
                        () -> stage.world().cluster().status().optime().position() >= end, MINUTES))
                .isTrue();
        return first;
    }

    private static Wiring backingOff(int seconds, boolean fence) {
        return new Wiring() {
            @Override
            public Settings settings(Settings real) {
                return withFailover(real, "raceBackoff", Duration.ofSeconds(seconds));
            }

            @Override
            public boolean fence() {
                return fence;
            }
        };
    }

    private static Settings withFailover(Settings real, String component, Object value) {
        return Altered.with(real, "failover", Altered.with(real.failover(), component, value));
    }
}

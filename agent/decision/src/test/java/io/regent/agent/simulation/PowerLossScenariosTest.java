package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Explainer;
import io.regent.agent.decision.Finding;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the lessons about everything going down at once, or in the middle of a promotion (A2). */
class PowerLossScenariosTest {

    private static final Duration BETWEEN = Duration.ofMinutes(2);

    /** L: the last leader; S: its synchronous standby; X: the other member. */
    @ParameterizedTest
    @ValueSource(strings = {"LSX", "LXS", "SLX", "SXL", "XLS", "XSL"})
    @Spec("LES-036")
    void after_a_power_loss_whoever_comes_back_first_leads_only_with_every_acknowledged_commit(String order) {
        play(new Explaining(), stage -> {
            Trio nodes = cutPower(stage);
            boolean entitled = false;
            for (int i = 0; i < order.length(); i++) {
                char next = order.charAt(i);
                nodes.of(next).restorePower();
                entitled |= next != 'X';
                boolean led = stage.runUntil(() -> writer(stage).isPresent(), BETWEEN);
                assertThat(led).as("%c of %s", next, order).isEqualTo(entitled);
            }
            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec("LES-036")
    void a_member_that_may_not_lead_says_who_may_and_leads_when_an_operator_takes_the_loss() {
        var explaining = new Explaining();
        play(explaining, stage -> {
            Trio nodes = cutPower(stage);
            Node other = nodes.other();
            other.restorePower();

            assertThat(stage.runUntil(() -> writer(stage).isPresent(), MINUTES)).isFalse();
            List<Finding> findings = explaining.findings(other.name());
            assertThat(findings)
                    .filteredOn(finding -> finding.about().equals(other.name()))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.rule()).contains(Rule.NOT_SYNC);
                        assertThat(finding.words())
                                .contains("every acknowledged commit is with each of")
                                .contains(nodes.lastLeader().name().value())
                                .contains(nodes.standby().name().value())
                                .contains("this member holds");
                    });
            assertThat(findings).allMatch(finding -> finding.verdict() != Finding.Verdict.FIT);

            stage.happen(Kind.FAILOVER, other.name(), MINUTES);
            assertThat(stage.runUntil(other::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
        });
    }

    @Test
    void a_promotion_that_ended_part_way_leaves_a_timeline_that_nobody_follows() {
        play(stage -> {
            Node first = leader(stage);
            stage.world().nodes().forEach(node -> stage.happen(Kind.SLOW_PROMOTION, node.name(), MINUTES));
            stage.happen(Kind.POWER_CUT, first.name(), MINUTES);
            assertThat(stage.runUntil(() -> promoting(stage).size() == 1, MINUTES))
                    .isTrue();
            Node aborted = promoting(stage).getFirst();
            stage.happen(Kind.POWER_CUT, aborted.name(), MINUTES);

            assertThat(stage.runUntil(() -> writer(stage).isPresent(), MINUTES)).isTrue();
            stage.heal();
            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
            assertThat(stage.world().nodes())
                    .allSatisfy(node -> assertThat(node.server()
                                    .data()
                                    .orElseThrow()
                                    .wal()
                                    .timeline()
                                    .number())
                            .isEqualTo(3));
        });
    }

    private static List<Node> promoting(Stage stage) {
        return stage.world().nodes().stream()
                .filter(node ->
                        node.server().phase() == Phase.UP && node.server().isBecomingPrimary())
                .toList();
    }

    /** Clients wrote until the end, which comes to all members at once. */
    private static Trio cutPower(Stage stage) {
        assertThat(stage.runUntil(() -> promised(stage).size() == 1, MINUTES)).isTrue();
        Node lastLeader = leader(stage);
        Node standby = stage.world().node(promised(stage).getFirst());
        var left = new ArrayList<>(stage.world().nodes());
        left.removeAll(List.of(lastLeader, standby));
        stage.runFor(Duration.ofSeconds(20));
        stage.world().nodes().forEach(Node::cutPower);
        stage.runFor(MINUTES);
        return new Trio(lastLeader, standby, left.getFirst());
    }

    private static List<MemberName> promised(Stage stage) {
        return stage.world().cluster().sync().map(Versioned::value).map(SyncState::standbys).stream()
                .flatMap(names -> names.stream())
                .toList();
    }

    /** What every member was when the power went. */
    private record Trio(Node lastLeader, Node standby, Node other) {

        Node of(char letter) {
            return switch (letter) {
                case 'L' -> lastLeader;
                case 'S' -> standby;
                case 'X' -> other;
                default -> throw new IllegalArgumentException("there is no " + letter);
            };
        }
    }

    /** Remembers how every member's last turn ended. */
    private static final class Explaining implements Wiring {

        private record Turn(View view, Decision decision) {}

        private final Map<MemberName, Turn> turns = new TreeMap<>();

        List<Finding> findings(MemberName member) {
            Turn turn = Objects.requireNonNull(turns.get(member), "it had no turn");
            return Explainer.explain(turn.view(), turn.decision()).findings();
        }

        @Override
        public Settings.Sync synchronous() {
            return new Settings.Sync(Mode.ON, false, 1, -1);
        }

        @Override
        public Performer performer(Performer real) {
            return new Performer() {
                @Override
                public View ask(Action.Question question, View view) {
                    return real.ask(question, view);
                }

                @Override
                public void carryOut(Action.Command command, View view) {
                    real.carryOut(command, view);
                }

                @Override
                public void finish(View view, Decision decision, Duties duties) {
                    turns.put(view.me(), new Turn(view, decision));
                    real.finish(view, decision, duties);
                }
            };
        }
    }
}

package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Goal: the stories of the list of lessons about synchronous replication. Each runs under all oracles. */
class SynchronousScenariosTest {

    private static final Wiring ON = Wiring.synchronous(new Settings.Sync(Mode.ON, false, 1, -1));
    private static final Wiring STRICT = Wiring.synchronous(new Settings.Sync(Mode.ON, true, 1, -1));
    private static final Wiring QUORUM = Wiring.synchronous(new Settings.Sync(Mode.QUORUM, false, 1, -1));

    @Test
    @Spec("HA-136")
    void when_the_leader_and_its_standby_are_lost_nobody_takes_over_until_one_returns() {
        play(ON, stage -> {
            Node first = leader(stage);
            awaitStandbys(stage, 1);
            Node standby = stage.world().node(standbys(stage).first());
            stage.happen(Kind.POWER_CUT, first.name(), MINUTES.multipliedBy(2));
            stage.happen(Kind.POWER_CUT, standby.name(), MINUTES);

            boolean led = stage.runUntil(() -> Play.writer(stage).isPresent(), MINUTES.minusSeconds(5));
            boolean returned = stage.runUntil(() -> standby.canCommit(), MINUTES);

            assertThat(led).isFalse();
            assertThat(returned).isTrue();
        });
    }

    @Test
    @Spec("LES-029")
    void a_switchover_without_a_candidate_goes_to_the_synchronous_standby() {
        play(ON, stage -> {
            Node first = leader(stage);
            awaitStandbys(stage, 1);
            MemberName standby = standbys(stage).first();
            stage.happen(Kind.SWITCHOVER, first.name(), TTL.plusMillis(1));

            boolean moved = stage.runUntil(
                    () -> Play.writer(stage).filter(node -> node != first).isPresent(), MINUTES);

            assertThat(moved).isTrue();
            assertThat(Play.writer(stage).map(Node::name)).contains(standby);
        });
    }

    @Test
    @Spec("HA-142")
    void a_strict_leader_without_standbys_acknowledges_nothing() {
        play(STRICT, stage -> {
            Node first = leader(stage);
            awaitStandbys(stage, 1);
            stage.world().nodes().stream()
                    .filter(node -> node != first)
                    .forEach(node -> stage.happen(Kind.POWER_CUT, node.name(), MINUTES));
            stage.runFor(TTL);
            long before = stage.world().ledger().commits();

            stage.runFor(TTL);

            assertThat(first.canCommit()).isTrue();
            assertThat(stage.world().ledger().commits()).isEqualTo(before);
        });
    }

    @Test
    @Spec({"HA-137", "LES-097"})
    void commits_wait_no_longer_than_a_turn_when_the_synchronous_standby_dies() {
        play(ON, stage -> {
            awaitStandbys(stage, 1);
            MemberName standby = standbys(stage).first();
            stage.happen(Kind.POWER_CUT, standby, MINUTES);
            long before = stage.world().ledger().commits();

            boolean goesOn =
                    stage.runUntil(() -> stage.world().ledger().commits() > before + 20, Play.TURN.multipliedBy(2));

            assertThat(goesOn).isTrue();
            assertThat(standbys(stage)).doesNotContain(standby);
        });
    }

    @Test
    @Spec("LES-100")
    void one_of_two_voters_is_too_few_to_know_who_has_the_commit() {
        play(QUORUM, stage -> {
            Node first = leader(stage);
            awaitStandbys(stage, 2);
            Node lost = stage.world().node(standbys(stage).first());
            Node left = stage.world().node(standbys(stage).last());
            stage.happen(Kind.POWER_CUT, first.name(), MINUTES.multipliedBy(2));
            stage.happen(Kind.POWER_CUT, lost.name(), MINUTES);

            boolean led = stage.runUntil(left::canCommit, MINUTES.minusSeconds(5));
            boolean ledAgain = stage.runUntil(() -> Play.writer(stage).isPresent(), MINUTES);

            assertThat(led).isFalse();
            assertThat(ledAgain).isTrue();
        });
    }

    private static void awaitStandbys(Stage stage, int count) {
        assertThat(stage.runUntil(() -> standbys(stage).size() == count, MINUTES))
                .isTrue();
    }

    private static SortedSet<MemberName> standbys(Stage stage) {
        Optional<SyncState> promise = stage.world().cluster().sync().map(Versioned::value);
        return promise.map(SyncState::standbys).orElseGet(TreeSet::new);
    }
}

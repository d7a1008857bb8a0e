package io.regent.agent.simulation;

import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Wal;
import io.regent.agent.simulation.world.Configuration;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.RemoteSite;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the stories of two sites, of which one replicates the other. At no instant do both of them write. */
class StandbyClusterScenariosTest {

    private static final Duration MINUTES = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Spec("HA-151")
    void a_cluster_under_load_gives_way_to_the_other_site_and_nobody_needs_a_rewind(long seed) {
        play(seed, (stage, site) -> {
            String before = stage.story();
            handOver(stage, site);

            assertThat(stage.story().substring(before.length()))
                    .contains("begins: demote")
                    .doesNotContain("begins: pg_rewind", "begins: bootstrap from another");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Spec("LES-129")
    void the_remote_fails_over_to_a_server_that_is_behind(long seed) {
        play(seed, (stage, site) -> {
            handOver(stage, site);
            site.secondFallsBehind();
            stage.runFor(Duration.ofSeconds(30));

            site.failOver();

            assertThat(runUntil(stage, site, () -> site.canCommit() && isReplicated(stage, site), MINUTES))
                    .isTrue();
            assertThat(stage.story()).contains("begins: pg_rewind");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void another_standby_leads_when_the_standby_leader_dies(long seed) {
        play(seed, (stage, site) -> {
            handOver(stage, site);
            Node first = stage.leader().orElseThrow();

            stage.happen(POWER_CUT, first.name(), Duration.ofMinutes(2));

            assertThat(runUntil(
                            stage,
                            site,
                            () -> leads(stage).filter(node -> node != first).isPresent(),
                            MINUTES))
                    .isTrue();
            assertThat(runUntil(stage, site, () -> isReplicated(stage, site), MINUTES))
                    .isTrue();
        });
    }

    @Test
    void a_wiped_store_gets_everything_back_from_the_standby_leader() {
        play(1, (stage, site) -> {
            handOver(stage, site);
            Optional<String> system = stage.world().stored(ClusterKey.INITIALIZE);
            Optional<String> config = stage.world().stored(ClusterKey.CONFIG);

            stage.world().wipeStore();

            assertThat(runUntil(
                            stage,
                            site,
                            () -> stage.world().stored(ClusterKey.CONFIG).isPresent() && isReplicated(stage, site),
                            MINUTES))
                    .isTrue();
            assertThat(stage.world().stored(ClusterKey.INITIALIZE)).isEqualTo(system);
            assertThat(stage.world().stored(ClusterKey.CONFIG)).isEqualTo(config);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Spec("HA-151")
    void without_the_section_the_standby_leader_is_promoted(long seed) {
        play(seed, (stage, site) -> {
            handOver(stage, site);
            site.die();
            stage.runFor(Duration.ofSeconds(5));

            stage.world().store(ClusterKey.CONFIG, Wire.config(Configuration.FIRST));

            assertThat(runUntil(stage, site, () -> writes(stage), MINUTES)).isTrue();
            assertThat(runUntil(
                            stage,
                            site,
                            () -> new Healthy().complaint(stage.world()).isEmpty(),
                            MINUTES))
                    .isTrue();
        });
    }

    /** The section appears, the primary gives way, and the other site is promoted when it has everything. */
    private static void handOver(Stage stage, RemoteSite site) {
        stage.world().store(ClusterKey.CONFIG, Wire.config(Configuration.replicating(Configuration.FIRST)));
        boolean follows = runUntil(
                stage,
                site,
                () -> leads(stage)
                        .filter(node -> wal(node.server()).isPrefixOf(wal(site.front())))
                        .isPresent(),
                MINUTES);
        assertThat(follows).isTrue();
        site.promote();
        assertThat(runUntil(stage, site, () -> site.canCommit() && isReplicated(stage, site), MINUTES))
                .isTrue();
    }

    /** The holder of the lease, when it streams from the other site. */
    private static Optional<Node> leads(Stage stage) {
        return stage.leader()
                .filter(node -> node.server().runsAs(Role.STANDBY))
                .filter(node -> node.server().upstream().equals(Optional.of(RemoteSite.ADDRESS)));
    }

    /** Whether the leader streams from the other site, and everybody else from the leader. */
    private static boolean isReplicated(Stage stage, RemoteSite site) {
        Optional<Node> leader = leads(stage);
        return leader.isPresent()
                && stage.world().nodes().stream()
                        .allMatch(node -> node.server().isStreaming()
                                && wal(node.server())
                                        .timeline()
                                        .equals(wal(site.front()).timeline())
                                && (node == leader.orElseThrow()
                                        || node.server()
                                                .upstream()
                                                .equals(Optional.of(leader.orElseThrow()
                                                        .name()
                                                        .value()))));
    }

    private static boolean writes(Stage stage) {
        return stage.world().nodes().stream().anyMatch(Node::canCommit);
    }

    private static Wal wal(Server server) {
        return server.data().map(Data::wal).orElseThrow();
    }

    /** Runs, and looks at both sites after every event. */
    private static boolean runUntil(Stage stage, RemoteSite site, BooleanSupplier reached, Duration atMost) {
        boolean ended = stage.runUntil(
                () -> {
                    if (site.canCommit() && writes(stage)) {
                        stage.complain("both sites write");
                    }
                    return reached.getAsBoolean();
                },
                atMost);
        assertThat(stage.complaint()).describedAs(stage.story()).isEmpty();
        return ended;
    }

    private static void play(long seed, BiConsumer<Stage, RemoteSite> story) {
        try (var stage = new Stage(seed, 3, Wiring.whole())) {
            boolean whole =
                    stage.runUntil(() -> new Healthy().complaint(stage.world()).isEmpty(), MINUTES);
            assertThat(whole).isTrue();
            RemoteSite site = RemoteSite.copyOf(stage.world(), stage.leader().orElseThrow());
            stage.world().add(site);
            stage.runFor(Duration.ofMinutes(1));
            story.accept(stage, site);
            assertThat(stage.complaint()).describedAs(stage.story()).isEmpty();
        }
    }
}

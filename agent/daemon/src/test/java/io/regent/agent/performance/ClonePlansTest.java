package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Origin;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.MemberName;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.settings.ClusterSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which methods a replica is made, and of whom, and what a rewind is told. */
class ClonePlansTest {

    private static final String METHODS = """
            create_replica_methods: [tape, basebackup]
              tape: {command: 'restore it', keep_data: true, no_leader: true}
              basebackup: [max-rate: 100M]""";
    private static final ClonePlan.Method TAPE = new ClonePlan.Custom(
            "tape", List.of("restore", "it", "--keep_data=True", "--no_leader=True"), true, true, true);
    private static final ClonePlan.Method BASEBACKUP =
            new ClonePlan.Basebackup(List.of(new ProgramOption("max-rate", Optional.of("100M"))));
    private static final Origin PEER = new Origin.Peer(new MemberName("node-2"));

    @TempDir
    Path data;

    @Test
    @Spec("HA-104")
    void all_methods_are_tried_in_their_order() {
        try (var given = given(METHODS)) {
            assertThat(ClonePlans.of(settings(given), PEER, false, false))
                    .isEqualTo(new ClonePlan(List.of(TAPE, BASEBACKUP), false));
            assertThat(ClonePlans.of(settings(given), true)).isEqualTo(new ClonePlan(List.of(TAPE, BASEBACKUP), true));
        }
    }

    @Test
    @Spec("HA-103")
    void who_wants_a_copy_of_the_leader_gets_one_of_that_very_server() {
        try (var given = given(METHODS)) {
            assertThat(ClonePlans.of(settings(given), PEER, true, true))
                    .isEqualTo(new ClonePlan(List.of(BASEBACKUP), true));
        }
    }

    @Test
    @Spec({"CFG-032", "HA-152"})
    void the_leader_of_a_standby_cluster_may_have_methods_of_its_own() {
        try (var given = given(METHODS)) {
            given.node.dcs.put(
                    FakeNode.PREFIX + "config",
                    "{\"standby_cluster\":{\"host\":\"10.0.0.99\",\"create_replica_methods\":[\"tape\"]}}");
            given.node.view();

            assertThat(ClonePlans.of(settings(given), new Origin.Remote(), false, false)
                            .methods())
                    .containsExactly(TAPE);
            assertThat(ClonePlans.of(settings(given), PEER, false, false).methods())
                    .containsExactly(TAPE, BASEBACKUP);
        }
    }

    @Test
    @Spec("D-066")
    void while_nobody_leads_the_copy_has_no_source() {
        try (var given = given(METHODS)) {
            given.node.postgres.is(new PostgresState.NoData());

            given.performer.carryOut(new Action.CloneWithoutLeader(), given.node.view());
            Await.until(() -> given.node.postgres.clonePlan().isPresent());

            assertThat(given.node.postgres.calls()).contains("clone");
            assertThat(given.node.postgres.clonePlan().orElseThrow().replaces()).isFalse();
        }
    }

    @Test
    void a_standby_cluster_without_a_host_has_no_source_either() {
        try (var given = given(METHODS)) {
            given.node.dcs.put(FakeNode.PREFIX + "config", "{\"standby_cluster\":{\"restore_command\":\"fetch\"}}");
            given.node.postgres.is(new PostgresState.NoData());

            given.performer.carryOut(new Action.Clone(new Origin.Remote()), given.node.view());

            Await.until(() -> given.node.postgres.calls().contains("clone"));
        }
    }

    @Test
    @Spec("CFG-102")
    void a_rewind_gets_the_operators_options() {
        try (var given = given("rewind: [debug, no-sync: true, dry-run]")) {
            given.node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\",\"state\":\"running\"}");

            given.performer.carryOut(new Action.Rewind(PEER), given.node.view());

            Await.until(() -> given.node.postgres.calls().contains("rewind node-2 --debug --no-sync"));
        }
    }

    private static ClusterSettings settings(PerformerFixture given) {
        return given.node.settings.cluster();
    }

    private PerformerFixture given(String lines) {
        return PerformerFixture.with(data, lines, Samples.standby(1));
    }
}

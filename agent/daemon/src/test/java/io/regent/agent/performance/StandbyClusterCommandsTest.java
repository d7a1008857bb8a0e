package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.postgres.Divergence;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a cluster that replicates another one, as the server gets them. */
class StandbyClusterCommandsTest {

    @TempDir
    Path data;

    private FakeNode node;
    private PerformerFixture given;

    @BeforeEach
    void build() {
        given = new PerformerFixture(data);
        node = given.node.initialized();
        node.dcs.put(
                FakeNode.PREFIX + "config",
                "{\"synchronous_mode\":true,\"standby_cluster\":{\"host\":\"a,b\",\"port\":5433,"
                        + "\"primary_slot_name\":\"west\",\"restore_command\":\"cp %f %p\","
                        + "\"archive_cleanup_command\":\"true\",\"recovery_min_apply_delay\":\"5min\"}}");
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    @Spec("HA-153")
    void the_remote_primary_is_followed_copied_and_rewound_to_where_the_section_says_it_is() {
        node.postgres.is(Samples.standby(1));
        var remote = new Origin.Remote();

        carryOut(new Action.Follow(Optional.of(remote)), node.view());
        carryOut(new Action.Rewind(remote), node.view());
        carryOut(new Action.StartStandby(Optional.of(remote)), node.view());
        carryOut(new Action.Follow(Optional.empty()), node.view());

        assertThat(node.postgres.calls())
                .containsExactly(
                        "reload",
                        "follow a:5433,b:5433",
                        "rewind a:5433,b:5433",
                        "start standby of a:5433,b:5433",
                        "follow nobody");
    }

    @Test
    @Spec("HA-153")
    void histories_are_compared_with_the_remote_primary() {
        node.postgres.compares(new Divergence.Diverged("3 against 2"));

        View view = given.performer.ask(new Action.ExamineDivergence(new Origin.Remote()), node.view());

        assertThat(view.divergence()).contains(new Divergence.Diverged("3 against 2"));
    }

    @Test
    void the_server_gets_the_commands_of_the_section_and_the_delay_of_whoever_follows_the_remote() {
        carryOut(new Action.Follow(Optional.empty()), node.view());

        PostgresSettings settings = node.postgres.settings().orElseThrow();
        assertThat(settings.parameters())
                .containsEntry("restore_command", "cp %f %p")
                .containsEntry("archive_cleanup_command", "true")
                .doesNotContainKey("recovery_min_apply_delay");
        assertThat(settings.remote().flatMap(PostgresSettings.Remote::applyDelay))
                .contains("5min");
    }

    @Test
    void synchronous_replication_is_not_for_a_standby_cluster() {
        assertThat(node.view().settings().sync()).isEqualTo(Settings.Sync.NONE);
    }

    @Spec("HA-073")
    @Test
    void without_an_archive_the_end_of_the_log_is_told_so_that_another_member_may_lead() {
        node.postgres.is(Samples.primary(1));

        carryOut(new Action.Demote(Demotion.TO_STANDBY_CLUSTER), given.leading());

        assertThat(node.postgres.calls()).containsExactly("stop FAST");
    }

    @Spec("HA-073")
    @Test
    void with_an_archive_the_last_segment_is_handed_over_until_it_is_taken() {
        node.postgres.is(Samples.primary(1));
        node.postgres.archives();
        node.postgres.endsCleanly();
        node.postgres.ends("archive", new Outcome.Failed("no space"));
        given.performer.carryOut(new Action.Demote(Demotion.TO_STANDBY_CLUSTER), given.leading());
        Await.until(() -> node.postgres.calls().contains("archive"));

        assertThat(node.slot.look()).isInstanceOfSatisfying(BackgroundWork.Running.class, running -> {
            assertThat(running.task()).isEqualTo(Task.DEMOTE);
            assertThat(running.shutDownAt()).isEmpty();
        });
        node.postgres.ends("archive", new Outcome.Done());
        node.idle();
        assertThat(node.slot.look()).isEqualTo(new BackgroundWork.Succeeded(Task.DEMOTE));
    }

    @Test
    void a_demotion_to_a_standby_cluster_gives_way_to_one_that_cannot_wait() {
        node.postgres.is(Samples.primary(1));
        node.postgres.hangs("stop");
        View view = given.leading();
        given.performer.carryOut(new Action.Demote(Demotion.TO_STANDBY_CLUSTER), view);
        Await.until(() -> node.postgres.calls().contains("stop FAST"));

        given.performer.carryOut(new Action.Demote(Demotion.IMMEDIATE_NOLOCK), view);

        Await.until(() -> node.postgres.calls().contains("stop IMMEDIATE"));
    }

    private void carryOut(Action.Command command, View view) {
        given.performer.carryOut(command, view);
        node.idle();
    }
}

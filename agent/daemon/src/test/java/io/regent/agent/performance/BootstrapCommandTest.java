package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Task;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.PostgresState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the section {@code bootstrap} becomes a new cluster. */
class BootstrapCommandTest {

    @TempDir
    Path data;

    @Test
    @Spec({"D-042", "HA-097"})
    void the_operators_method_and_program_are_passed_on_with_the_name_and_the_directory() {
        try (var given = with("""
                  method: backup
                  backup: {command: restore --all, keep_existing_recovery_conf: true, recovery_conf: {recovery_target: immediate}}
                  post_bootstrap: setup it
                """)) {
            given.performer.carryOut(new Action.Bootstrap(), given.node.view());
            Await.until(() -> given.node.postgres.bootstrapPlan().isPresent());

            assertThat(given.node.postgres.bootstrapPlan())
                    .contains(new BootstrapPlan(
                            new BootstrapPlan.Custom(
                                    "backup",
                                    List.of("restore", "--all", "--scope=demo", "--datadir=" + data),
                                    true,
                                    Map.of("recovery_target", "immediate")),
                            List.of(),
                            Optional.of(List.of("setup", "it"))));
        }
    }

    @Test
    @Spec("HA-099")
    void what_is_shown_is_the_program_first_and_then_the_server_that_starts_after_it() {
        try (var given = with("  method: backup\n  backup: {command: restore}\n")) {
            CountDownLatch gate = given.node.postgres.hangs("bootstrap");
            given.performer.carryOut(new Action.Bootstrap(), given.node.view());
            assertThat(given.node.slot.running()).contains(Task.CUSTOM_BOOTSTRAP);
            assertThat(published(given)).contains("\"state\":\"running custom bootstrap script\"");

            given.node.postgres.is(Samples.primary(1));
            assertThat(published(given)).contains("\"state\":\"starting after custom bootstrap\"");
            gate.countDown();
        }
    }

    private static String published(PerformerFixture given) {
        given.finish(given.node.view());
        return given.node.key("members/node-1").orElseThrow();
    }

    private PerformerFixture with(String bootstrap) {
        String yaml = Samples.yaml(data).replaceFirst("bootstrap:\\n", "bootstrap:\n" + bootstrap);
        var given = new PerformerFixture(data, new FakeNode(Samples.settings(yaml)));
        given.node.postgres.is(new PostgresState.NoData());
        return given;
    }
}

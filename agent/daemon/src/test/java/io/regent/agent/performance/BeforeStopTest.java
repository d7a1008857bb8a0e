package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's program before a stop. */
class BeforeStopTest {

    @TempDir
    private Path data;

    private @Nullable PerformerFixture given;

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Spec("HA-186")
    @Test
    void the_stop_begins_when_the_program_has_ended() throws Exception {
        Path go = data.resolve("go");
        PerformerFixture fixture = with("echo ran > " + ran() + "; while [ ! -e " + go + " ]; do sleep 0.05; done");
        fixture.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), fixture.leading());
        Await.until(() -> Files.exists(ran()));
        assertThat(fixture.node.postgres.calls()).isEmpty();

        Files.writeString(go, "");
        Await.until(() -> fixture.node.slot.running().isEmpty());

        assertThat(fixture.node.postgres.calls()).containsExactly("checkpoint", "stop FAST");
    }

    @Spec("HA-186")
    @Test
    void its_exit_code_changes_nothing() {
        PerformerFixture fixture = with("echo ran > " + ran() + "; exit 7");

        demote(fixture, fixture.leading(), Demotion.IMMEDIATE);

        assertThat(ran()).hasContent("ran");
        assertThat(fixture.node.postgres.calls()).contains("stop IMMEDIATE");
    }

    /** Whoever may write after the lease has ended is stopped without asking anybody. */
    @Test
    void a_server_whose_lease_is_gone_does_not_wait_for_it() {
        PerformerFixture fixture = with("echo ran > " + ran());

        demote(fixture, fixture.node.view(), Demotion.IMMEDIATE_NOLOCK);

        assertThat(Files.exists(ran())).isFalse();
        assertThat(fixture.node.postgres.calls()).contains("stop IMMEDIATE");
    }

    @Test
    void a_stop_that_is_overtaken_ends_the_program() {
        PerformerFixture fixture = with("echo ran > " + ran() + "; sleep 600");
        View view = fixture.leading();
        fixture.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), view);
        Await.until(() -> Files.exists(ran()));

        fixture.node.leadership.forget();
        demote(fixture, view, Demotion.IMMEDIATE_NOLOCK);

        assertThat(fixture.node.postgres.calls()).containsExactly("stop IMMEDIATE");
    }

    private Path ran() {
        return data.resolve("ran");
    }

    private static void demote(PerformerFixture fixture, View view, Demotion kind) {
        fixture.performer.carryOut(new Action.Demote(kind), view);
        Await.until(() -> fixture.node.slot.running().isEmpty());
    }

    private PerformerFixture with(String command) {
        PerformerFixture fixture =
                PerformerFixture.with(data, "before_stop: sh -c '" + command + "'", Samples.primary(1));
        given = fixture;
        return fixture;
    }
}

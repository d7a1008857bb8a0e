package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Decider;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's program before a promotion. */
class PrePromoteTest {

    @TempDir
    private Path data;

    private @Nullable PerformerFixture given;

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Spec("HA-088")
    @Test
    void the_program_runs_before_the_promotion() throws Exception {
        Path ran = data.resolve("ran");

        PerformerFixture fixture = promotedWith("echo yes > " + ran);

        assertThat(ran).hasContent("yes");
        assertThat(fixture.node.postgres.calls()).containsExactly("promote");
        assertThat(fixture.node.slot.look()).isEqualTo(new BackgroundWork.Succeeded(Task.PROMOTE));
        assertThat(Files.exists(ran)).isTrue();
    }

    @Spec("HA-088")
    @Test
    void a_program_that_fails_prevents_the_promotion_and_says_why() {
        PerformerFixture fixture = promotedWith("echo no route >&2; exit 3");

        assertThat(fixture.node.postgres.calls()).isEmpty();
        assertThat(fixture.node.slot.look())
                .isEqualTo(new BackgroundWork.Failed(
                        Task.PROMOTE, "pre_promote (sh -c echo no route >&2; exit 3): exit code 3: no route"));
    }

    @Spec("HA-088")
    @Test
    void after_a_failure_the_lease_is_released_and_not_raced_for_within_its_time() {
        PerformerFixture fixture = promotedWith("exit 1");
        View after = fixture.node.view();
        View confirmed = after.with(new Lease.Mine(Deadline.after(after.now(), Duration.ofSeconds(30))));

        Decision decision = Decider.decide(confirmed);

        assertThat(decision)
                .isEqualTo(
                        new Decision(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_AFTER_FAILED_PROMOTION));
        assertThat(Memory.after(confirmed, decision).promotionFailedAt()).contains(confirmed.now());
    }

    @Spec("HA-064")
    @Test
    void a_promotion_that_is_called_off_ends_the_program() throws Exception {
        Path began = data.resolve("began");
        PerformerFixture fixture = with("touch " + began + "; sleep 600; touch " + data.resolve("ended"));
        fixture.performer.carryOut(new Action.Promote(), fixture.leading());
        Await.until(() -> Files.exists(began));

        fixture.performer.carryOut(new Action.CancelWork(), fixture.node.view());
        Await.until(() -> fixture.node.slot.running().isEmpty());

        assertThat(fixture.node.postgres.calls()).isEmpty();
        assertThat(fixture.node.slot.look()).isEqualTo(new BackgroundWork.Failed(Task.PROMOTE, "cancelled"));
        assertThat(data.resolve("ended")).doesNotExist();
    }

    private PerformerFixture promotedWith(String command) {
        PerformerFixture fixture = with(command);
        fixture.performer.carryOut(new Action.Promote(), fixture.leading());
        Await.until(() -> fixture.node.slot.running().isEmpty());
        return fixture;
    }

    private PerformerFixture with(String command) {
        PerformerFixture fixture =
                PerformerFixture.with(data, "pre_promote: sh -c '" + command + "'", Samples.standby(1));
        given = fixture;
        return fixture;
    }
}

package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Demotion;
import io.regent.agent.fake.Samples;
import io.regent.postgres.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a graceful stop may take (HA-076). The server never stops by itself. */
class StopTimeoutTest {

    @TempDir
    Path directory;

    private PerformerFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new PerformerFixture(directory);
        fixture.node.initialized().postgres.is(Samples.primary(1));
        fixture.node.postgres.process().runAs(100);
        fixture.node.postgres.ends("stop", new Outcome.StillUnderWay());
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    @Spec({"HA-076", "CFG-014"})
    void in_synchronous_mode_a_stop_that_takes_too_long_becomes_an_immediate_one_and_then_the_processes_are_killed() {
        demoted("{\"synchronous_mode\":true,\"primary_stop_timeout\":5}");

        assertThat(fixture.node.postgres.calls()).containsSubsequence("stop FAST", "stop IMMEDIATE");
        assertThat(fixture.node.postgres.process().isAlive()).isFalse();
    }

    @Test
    void without_synchronous_mode_a_stop_takes_as_long_as_it_takes() {
        demoted("{\"synchronous_mode\":false,\"primary_stop_timeout\":5}");

        assertThat(fixture.node.postgres.calls()).contains("stop FAST").doesNotContain("stop IMMEDIATE");
        assertThat(fixture.node.postgres.process().isAlive()).isTrue();
    }

    @Test
    void without_the_setting_a_stop_takes_as_long_as_it_takes() {
        demoted("{\"synchronous_mode\":true}");

        assertThat(fixture.node.postgres.calls()).contains("stop FAST").doesNotContain("stop IMMEDIATE");
    }

    private void demoted(String config) {
        fixture.node.dcs.put(io.regent.agent.fake.FakeNode.PREFIX + "config", config);
        fixture.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), fixture.leading());
        fixture.node.idle();
    }
}

package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.SyncNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncStepsTest {

    private static final SyncState PROMISE = new SyncState(
            new MemberName("node-1"), new TreeSet<>(List.of(new MemberName("node-3"), new MemberName("node-2"))), 1);
    private static final String WRITTEN = "{\"leader\":\"node-1\",\"quorum\":1,\"sync_standby\":\"node-2,node-3\"}";

    @TempDir
    Path data;

    private FakeNode node;
    private SyncSteps steps;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
        node.postgres.is(Samples.primary(1));
        steps = new SyncSteps(node.node);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    @Spec("HA-019")
    void a_promise_is_written_and_is_part_of_the_next_view_with_its_revision() {
        View view = steps.promise(node.view(), Optional.of(PROMISE));

        assertThat(node.key("sync")).contains(WRITTEN);
        assertThat(view.cluster().sync().map(Versioned::value)).contains(PROMISE);
        View again = steps.promise(view, Optional.empty());
        assertThat(node.key("sync")).isEmpty();
        assertThat(again.answers().sync().failed()).isFalse();
    }

    @Test
    @Spec({"LES-099", "D-195"})
    void a_promise_that_another_has_written_meanwhile_stays() {
        View view = node.view();
        node.dcs.put(FakeNode.PREFIX + "sync", "{\"leader\":\"node-2\",\"sync_standby\":null}");

        View after = steps.promise(view, Optional.of(PROMISE));

        assertThat(after.answers().sync().failed()).isTrue();
        assertThat(after.cluster().sync().map(made -> made.value().leader())).contains(new MemberName("node-2"));
    }

    @Test
    @Spec("LES-099")
    void what_nobody_can_read_is_written_over() {
        node.dcs.put(FakeNode.PREFIX + "sync", "?");

        View after = steps.promise(node.view(), Optional.of(PROMISE));

        assertThat(after.answers().sync().failed()).isFalse();
        assertThat(node.key("sync")).contains(WRITTEN);
    }

    @Test
    @Spec("LES-093")
    void names_are_answered_by_what_the_server_says() {
        View view = steps.waitFor(node.view(), Optional.of(SyncNames.parse("a")));

        assertThat(view.postgres())
                .isInstanceOfSatisfying(
                        PostgresState.Running.class,
                        running -> assertThat(running.facts().sync().names()).isEqualTo(SyncNames.parse("a")));
        assertThat(view.answers().sync().given()).containsExactly(Optional.of(SyncNames.parse("a")));
    }

    @Test
    void a_server_that_does_not_take_the_names_ends_the_change_for_this_cycle() {
        node.postgres.ends("commitsWaitFor", new Outcome.Failed("no"));

        View view = steps.waitFor(node.view(), Optional.empty());

        assertThat(view.answers().sync().failed()).isTrue();
    }
}

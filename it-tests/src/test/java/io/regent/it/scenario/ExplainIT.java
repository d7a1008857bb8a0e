package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decider;
import io.regent.agent.journal.Recording;
import io.regent.agent.journal.Step;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What real agents decided is explained, and is decided again from what they recorded. */
class ExplainIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    void a_switchover_and_a_failover_are_explained_by_one_command_and_decided_again_from_their_traces()
            throws Exception {
        var cluster = clusters.of(3);
        var first = cluster.awaitLeader();
        cluster.ctl("switchover", cluster.scope(), "--leader", first.name(), "--force")
                .orFail();
        var second = cluster.awaitLeaderOtherThan(first);
        cluster.awaitSettled();
        second.killBoth();
        var third = cluster.awaitLeaderOtherThan(second);

        thatTheStoryIsTold(cluster, first, second, third);

        second.startAgent();
        cluster.awaitSettled();
        cluster.nodes().forEach(Node::stop);
        thatEveryStepIsDecidedAgain(cluster);
    }

    private static void thatTheStoryIsTold(Cluster cluster, Node first, Node second, Node third) {
        Await.until("the story of the failover to be told", PATIENCE, () -> {
            var told = cluster.ctl("explain", first.name(), third.name(), "--since", "1h");
            return told.code() == 0
                    && told.output().contains("manual failover: demoting myself")
                    && told.output().contains(second.name() + " unknown: did not answer")
                    && told.output()
                            .lines()
                            .anyMatch(line -> line.contains(third.name() + "  promoted self to leader"));
        });
        assertThat(cluster.ctl("explain", "-f", "json").orFail()).contains("\"decisions\": [{\"member\": ");
    }

    private static void thatEveryStepIsDecidedAgain(Cluster cluster) throws IOException {
        var asked = new HashSet<Class<?>>();
        for (Node node : cluster.nodes()) {
            assertThat(Files.readString(node.journal())).doesNotContain("-secret");
            List<Step> steps = Files.readAllLines(node.journal()).stream()
                    .flatMap(line -> Recording.read(line).stream())
                    .toList();

            assertThat(steps).as(node.name()).hasSizeGreaterThan(10);
            assertThat(steps)
                    .allSatisfy(step -> assertThat(Decider.decide(step.view())).isEqualTo(step.decision()));
            steps.forEach(step -> asked.add(step.decision().action().getClass()));
        }
        assertThat(asked).contains(Action.AcquireLease.class, Action.AskPeers.class, Action.Promote.class);
    }

    @Test
    void the_last_decision_of_a_member_is_told_in_full() throws Exception {
        var cluster = clusters.of(1);

        var answer = Rest.get(cluster.awaitLeader().url("/decisions?last"));

        assertThat(answer.json().path("decisions").path(0).path("trace").isArray())
                .as(answer.body())
                .isTrue();
    }
}

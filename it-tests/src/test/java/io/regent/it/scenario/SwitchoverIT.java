package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwitchoverIT {

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec("HA-118")
    void the_command_line_moves_the_leader_and_the_former_one_needs_no_rewind() throws Exception {
        var cluster = clusters.of(3);
        cluster.acknowledgeOnTwoNodes();
        var former = cluster.awaitLeader();
        var candidate = cluster.replicas().getFirst();
        try (var writer = Writer.start(cluster.nodes())) {
            var result = cluster.ctl(
                    "switchover",
                    cluster.scope(),
                    "--leader",
                    former.name(),
                    "--candidate",
                    candidate.name(),
                    "--force");

            assertThat(result.orFail()).contains("Successfully switched over to \"" + candidate.name() + "\"");
            cluster.awaitLeader(candidate);
            writer.awaitProgress();
            cluster.awaitSettled();
            assertThat(former.logText()).doesNotContain("running pg_rewind");
            assertThat(writer.missingOn(candidate)).isEmpty();
        }
    }

    @Test
    void the_api_moves_the_leader_to_a_replica_of_its_own_choice() throws Exception {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var other = cluster.replicas().getFirst();

        var answer = Rest.post(other.url("/switchover"), "{\"leader\":\"%s\"}".formatted(former.name()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(other.name());
        cluster.awaitLeader(other);
        cluster.awaitSettled();
    }

    @Test
    void a_switchover_from_a_member_that_does_not_lead_is_refused() throws Exception {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();

        var answer = Rest.post(leader.url("/switchover"), "{\"leader\":\"%s\"}".formatted(replica.name()));

        assertThat(answer.status()).isEqualTo(412);
        assertThat(cluster.awaitLeader()).isSameAs(leader);
    }
}

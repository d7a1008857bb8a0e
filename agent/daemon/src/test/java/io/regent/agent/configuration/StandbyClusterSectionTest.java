package io.regent.agent.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings.StandbyCluster;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.HostPort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says which cluster is replicated. */
class StandbyClusterSectionTest {

    @TempDir
    Path data;

    @Spec("HA-151")
    @Test
    void after_the_bootstrap_only_the_store_says_it() {
        String yaml = Samples.yaml(data).replace("ttl: 30,", "ttl: 30, standby_cluster: {host: of-the-bootstrap},");
        try (var node = new FakeNode(Samples.settings(yaml)).initialized()) {
            assertThat(node.view().settings().standbyCluster()).isEmpty();

            node.dcs.put(FakeNode.PREFIX + "config", "{\"standby_cluster\":{\"host\":\"of-the-store\"}}");

            assertThat(node.view().settings().standbyCluster().map(StandbyCluster::hosts))
                    .contains(List.of(new HostPort("of-the-store", 5432)));
        }
    }
}

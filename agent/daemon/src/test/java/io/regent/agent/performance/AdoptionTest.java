package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.postgres.wal.SystemIdentifier;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that runs already when the agent starts. */
class AdoptionTest {

    @TempDir
    Path data;

    private FakeNode node;
    private ServerReload reload;
    private Adoption adoption;

    @BeforeEach
    void build() {
        node = new FakeNode(data);
        reload = new ServerReload(node.settings, node.postgres, () -> {});
        adoption = new Adoption(reload);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    @Spec("HA-216")
    void it_is_given_the_settings_once_it_is_known_to_be_of_this_cluster() {
        node.postgres.is(Samples.primary(1));
        adoption.settle(node.view());
        assertThat(reload.isDue()).as("before the cluster has an identity").isFalse();

        node.initialized();
        adoption.settle(node.view());
        assertThat(reload.isDue()).isTrue();
        reload.run();
        adoption.settle(node.view());
        assertThat(reload.isDue()).as("a second time").isFalse();
    }

    @Test
    void a_server_of_another_cluster_is_left_as_it_is() {
        node.initialized();
        node.postgres.is(Samples.primaryOf(new SystemIdentifier("7000000000000000009"), "any"));

        adoption.settle(node.view());

        assertThat(reload.isDue()).isFalse();
    }

    @Test
    void a_server_that_the_agent_has_started_has_the_settings() {
        node.initialized();
        adoption.settle(node.view());
        node.postgres.is(Samples.primary(1));

        adoption.settle(node.view());

        assertThat(reload.isDue()).isFalse();
    }
}

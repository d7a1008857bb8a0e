package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private final Connector connector = new Connector(Optional.empty());
    private final Topology topology = new Topology(endpoints("etcd-1", "etcd-2"), connector);

    @AfterEach
    void close() {
        topology.close();
        connector.close();
    }

    @Test
    @Spec("LES-005")
    void what_was_learned_comes_after_the_settings_and_without_duplicates() {
        topology.learn(endpoints("10.0.0.1", "etcd-2", "10.0.0.1", "10.0.0.2"));

        assertThat(hosts()).containsExactly("etcd-1", "etcd-2", "10.0.0.1", "10.0.0.2");
    }

    @Test
    @Spec("LES-005")
    void members_that_are_replaced_one_by_one_leave_the_settings_and_those_that_are_there() {
        topology.learn(endpoints("10.0.0.1", "10.0.0.2"));
        Link kept = topology.links().get(3);
        topology.learn(endpoints("10.0.0.3", "10.0.0.2"));

        assertThat(hosts()).containsExactly("etcd-1", "etcd-2", "10.0.0.3", "10.0.0.2");
        assertThat(topology.links()).contains(kept);

        topology.learn(endpoints("10.0.0.3", "10.0.0.4"));

        assertThat(hosts()).containsExactly("etcd-1", "etcd-2", "10.0.0.3", "10.0.0.4");
    }

    @Test
    void the_loopback_interface_of_another_machine_is_not_ours() {
        topology.learn(endpoints("localhost", "127.0.0.1", "::1", "0.0.0.0", "10.0.0.1"));

        assertThat(hosts()).containsExactly("etcd-1", "etcd-2", "10.0.0.1");
    }

    private List<String> hosts() {
        return topology.links().stream().map(link -> link.endpoint().host()).toList();
    }

    private static List<Endpoint> endpoints(String... hosts) {
        return List.of(hosts).stream().map(host -> new Endpoint(host, 2379)).toList();
    }
}

package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dynamic document says of synchronous replication and of the cluster that is replicated. */
class ReplicationSettingsTest {

    @ParameterizedTest
    @CsvSource({"on,ON", "true,ON", "'off',OFF", "false,OFF", "quorum,QUORUM", "Quorum,QUORUM"})
    void synchronous_mode_is_a_boolean_or_quorum(String text, SynchronousSettings.Mode mode) {
        assertThat(inForce(Map.of("synchronous_mode", text)).synchronous().mode())
                .isEqualTo(mode);
        if (!text.equalsIgnoreCase("quorum")) {
            boolean flag = mode == SynchronousSettings.Mode.ON;
            assertThat(inForce(Map.of("synchronous_mode", flag)).synchronous().mode())
                    .isEqualTo(mode);
        }
    }

    @Test
    void another_synchronous_mode_is_refused_with_what_is_allowed() {
        assertThat(faults(Map.of("synchronous_mode", "most")))
                .containsExactly(
                        "synchronous_mode: 'most' is not allowed, it must be a boolean (on or off), or quorum");
    }

    @Test
    void no_synchronous_standby_at_all_is_not_a_count() {
        assertThat(faults(Map.of("synchronous_node_count", 0)))
                .singleElement()
                .asString()
                .contains("synchronous_node_count: '0' is not allowed");
    }

    @Test
    void a_standby_cluster_with_every_key() {
        Map<String, Object> remote = Map.of(
                "host", "10.0.0.1, 10.0.0.2",
                "port", 5433,
                "primary_slot_name", "remote",
                "create_replica_methods", List.of("barman", "basebackup"),
                "restore_command", "cp %f %p",
                "archive_cleanup_command", "true",
                "recovery_min_apply_delay", "5min");

        assertThat(inForce(Map.of("standby_cluster", remote)).standbyCluster())
                .contains(new StandbyClusterSettings(
                        List.of(new HostPort("10.0.0.1", 5433), new HostPort("10.0.0.2", 5433)),
                        Optional.of("remote"),
                        List.of("barman", "basebackup"),
                        Optional.of("cp %f %p"),
                        Optional.of("true"),
                        Optional.of("5min")));
    }

    @Test
    void ports_go_with_their_hosts() {
        assertThat(inForce(Map.of("standby_cluster", Map.of("host", "a,b", "port", "1,2")))
                        .standbyCluster()
                        .orElseThrow()
                        .hosts())
                .containsExactly(new HostPort("a", 1), new HostPort("b", 2));
        assertThat(faults(Map.of("standby_cluster", Map.of("host", "a,b,c", "port", "1,2"))))
                .containsExactly(
                        "standby_cluster.port: '1,2' is not allowed, it must be one port, or as many as there are hosts");
        assertThat(faults(Map.of("standby_cluster", Map.of("host", "a", "port", 70_000))))
                .containsExactly("standby_cluster.port: '70000' is not allowed, it must be a port from 1 to 65535");
    }

    @Test
    @Spec("HA-151")
    void nothing_to_replicate_from_is_no_standby_cluster() {
        assertThat(inForce(Map.of("standby_cluster", Map.of("primary_slot_name", "remote")))
                        .standbyCluster())
                .isEmpty();
        assertThat(inForce(Map.of("standby_cluster", Map.of())).standbyCluster())
                .isEmpty();
        assertThat(inForce(Map.of("standby_cluster", Map.of("port", 5433)))
                        .standbyCluster()
                        .orElseThrow()
                        .hosts())
                .containsExactly(new HostPort("localhost", 5433));
        assertThat(inForce(Map.of("standby_cluster", Map.of("restore_command", "cp %f %p")))
                        .standbyCluster()
                        .orElseThrow()
                        .hosts())
                .isEmpty();
    }

    private static ClusterSettings inForce(Map<String, Object> document) {
        return ((EffectiveSettings.InForce) ClusterSettings.effective(new DynamicConfig(document), Map.of()))
                .settings();
    }

    private static List<String> faults(Map<String, Object> document) {
        return ((EffectiveSettings.Refused) ClusterSettings.effective(new DynamicConfig(document), Map.of()))
                .faults().stream().map(Object::toString).toList();
    }
}

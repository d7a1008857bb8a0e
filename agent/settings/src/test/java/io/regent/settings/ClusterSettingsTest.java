package io.regent.settings;

import static io.regent.settings.Given.effective;
import static io.regent.settings.Given.inForce;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.ForRole;
import io.regent.postgres.ServerRole;
import io.regent.settings.EffectiveSettings.InForce;
import io.regent.settings.EffectiveSettings.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

    @Test
    void defaults() {
        assertThat(effective("", ""))
                .isEqualTo(new InForce(
                        new ClusterSettings(
                                LeaseTiming.DEFAULT,
                                false,
                                1_048_576,
                                false,
                                0,
                                Duration.ofSeconds(300),
                                Optional.empty(),
                                Duration.ZERO,
                                new SynchronousSettings(SynchronousSettings.Mode.OFF, false, 1, -1),
                                false,
                                Optional.empty(),
                                Duration.ofMinutes(30),
                                List.of(),
                                List.of(),
                                new RegentSettings(
                                        Optional.empty(),
                                        Duration.ofSeconds(30),
                                        Optional.empty(),
                                        1 << 30,
                                        new FencingSettings(
                                                Duration.ofSeconds(60),
                                                6,
                                                3,
                                                Duration.ofMinutes(10),
                                                Duration.ofMinutes(10))),
                                new ServerSettings(
                                        Map.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of(),
                                        Optional.empty(),
                                        true,
                                        false,
                                        false,
                                        Duration.ofSeconds(60),
                                        new ServerSettings.Rewind(false, false, false, List.of()),
                                        new ServerSettings.ReplicaCreation(List.of("basebackup"), List.of(), Map.of()),
                                        Scripts.NONE),
                                List.of()),
                        List.of()));
    }

    @Test
    void every_key_is_mapped() {
        ClusterSettings settings = inForce("""
                ttl: 60
                loop_wait: '5'
                retry_timeout: 0x14
                pause: on
                maximum_lag_on_failover: 2MB
                check_timeline: yes
                max_timelines_history: 3
                primary_start_timeout: 0
                primary_stop_timeout: 7
                primary_race_backoff: 15
                synchronous_mode: off
                synchronous_mode_strict: on
                synchronous_node_count: 2
                maximum_lag_on_syncnode: 1MB
                failsafe_mode: off
                member_slots_ttl: 1min
                regent:
                  failover_despite_lag_after: 2min
                  catch_up_timeout: 0
                  yield_when_isolated_after: 90
                  discarded_wal_limit: 256MB
                  disk_probe_timeout: 90
                  connection_failures: 4
                  crash_budget: 5
                  crash_window: 5min
                  crash_hold: 0
                postgresql:
                  parameters: {work_mem: 4MB}
                  pg_hba: [local all all peer]
                  pg_ident: [map system user]
                  parameters_replica: {Work_Mem: 8MB, max_connections: 7}
                  pg_hba_replica: [host all all all md5]
                  recovery_conf: {restore_command: cp}
                  custom_conf: /etc/custom.conf
                  use_slots: off
                  use_unix_socket: on
                  use_unix_socket_repl: on
                  pg_ctl_timeout: 2min
                  use_pg_rewind: on
                  remove_data_directory_on_rewind_failure: on
                  remove_data_directory_on_diverged_timelines: on
                  rewind: [debug, sync-method: fsync, dry-run]
                  basebackup: [verbose, max-rate: 100M, compress: gzip, pgdata: /x]
                  create_replica_methods: [basebackup]
                """, "");

        assertThat(settings)
                .isEqualTo(new ClusterSettings(
                        new LeaseTiming(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                        true,
                        2_097_152,
                        true,
                        3,
                        Duration.ZERO,
                        Optional.of(Duration.ofSeconds(7)),
                        Duration.ofSeconds(15),
                        new SynchronousSettings(SynchronousSettings.Mode.OFF, true, 2, 1_048_576),
                        false,
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        List.of(),
                        List.of(),
                        new RegentSettings(
                                Optional.of(Duration.ofMinutes(2)),
                                Duration.ZERO,
                                Optional.of(Duration.ofSeconds(90)),
                                256 * 1024 * 1024,
                                new FencingSettings(
                                        Duration.ofSeconds(90), 4, 5, Duration.ofMinutes(5), Duration.ZERO)),
                        new ServerSettings(
                                Map.of("work_mem", "4MB"),
                                Optional.of(List.of("local all all peer")),
                                Optional.of(List.of("map system user")),
                                Map.of(
                                        ServerRole.REPLICA,
                                        new ForRole(
                                                Map.of("work_mem", "8MB"),
                                                Optional.of(List.of("host all all all md5")),
                                                Optional.empty())),
                                Map.of("restore_command", "cp"),
                                Optional.of(Path.of("/etc/custom.conf")),
                                false,
                                true,
                                true,
                                Duration.ofMinutes(2),
                                new ServerSettings.Rewind(true, true, true, List.of("--debug", "--sync-method=fsync")),
                                new ServerSettings.ReplicaCreation(
                                        List.of("basebackup"), List.of("--verbose", "--max-rate=100M"), Map.of()),
                                Scripts.NONE),
                        List.of()));
    }

    @Test
    void old_names_of_the_timeouts_are_understood() {
        ClusterSettings old = inForce("{master_start_timeout: 10, master_stop_timeout: 20}", "");
        ClusterSettings both = inForce("{master_start_timeout: 10, primary_start_timeout: 30}", "");

        assertThat(old.primaryStartTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(old.primaryStopTimeout()).contains(Duration.ofSeconds(20));
        assertThat(both.primaryStartTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    @Spec({"CFG-146", "CFG-147"})
    void local_values_win_parameter_by_parameter_and_list_by_list() {
        ServerSettings server = inForce("""
                postgresql:
                  use_pg_rewind: off
                  pg_hba: [from the document]
                  parameters: {work_mem: 1MB, max_connections: 200, log_statement: ddl, jit: on}
                """, """
                postgresql:
                  use_pg_rewind: on
                  pg_hba: [from the file, one more]
                  parameters: {work_mem: 2MB, max_connections: 300, jit: ~}
                """).server();

        assertThat(server.rewind().enabled()).isTrue();
        assertThat(server.pgHba()).contains(List.of("from the file", "one more"));
        assertThat(server.parameters())
                .isEqualTo(Map.of("work_mem", "2MB", "max_connections", "200", "log_statement", "ddl"));
    }

    @Test
    @Spec({"CFG-027", "CFG-028"})
    void what_is_for_one_role_comes_from_both_and_leaves_alone_what_all_nodes_share() {
        EffectiveSettings effective = effective("""
                postgresql:
                  parameters_primary: {Work_Mem: 1MB, jit: off, max_connections: 7}
                  parameters_standby_leader: {work_mem: 3MB}
                  pg_hba_primary: [from the document]
                """, """
                postgresql:
                  parameters_primary: {WORK_MEM: 2MB}
                  pg_ident_replica: [from the file]
                """);

        assertThat(effective).isInstanceOfSatisfying(InForce.class, inForce -> {
            assertThat(inForce.settings().server().forRoles())
                    .isEqualTo(Map.of(
                            ServerRole.PRIMARY,
                            new ForRole(
                                    Map.of("work_mem", "2MB", "jit", "off"),
                                    Optional.of(List.of("from the document")),
                                    Optional.empty()),
                            ServerRole.REPLICA,
                            new ForRole(Map.of(), Optional.empty(), Optional.of(List.of("from the file"))),
                            ServerRole.STANDBY_LEADER,
                            new ForRole(Map.of("work_mem", "3MB"), Optional.empty(), Optional.empty())));
            assertThat(inForce.warnings())
                    .containsExactly(
                            "postgresql.parameters_primary.max_connections: has no effect here, it is the same in "
                                    + "every role.");
        });
    }

    @Test
    @Spec("CFG-148")
    void what_only_a_node_can_know_has_no_effect_in_the_document() {
        EffectiveSettings effective = effective("postgresql: {listen: '0.0.0.0:9999', data_dir: /x}", "");

        assertThat(effective)
                .isInstanceOfSatisfying(
                        InForce.class,
                        inForce -> assertThat(inForce.warnings())
                                .containsExactly(
                                        "postgresql.listen: has no effect here, only in the file of a node.",
                                        "postgresql.data_dir: has no effect here, only in the file of a node."));
    }

    @Test
    @Spec("CFG-025")
    void names_of_parameters_are_the_same_in_any_case() {
        assertThat(inForce("postgresql: {parameters: {Work_Mem: 1MB}}", "postgresql: {parameters: {WORK_MEM: 2MB}}")
                        .server()
                        .parameters())
                .isEqualTo(Map.of("work_mem", "2MB"));
    }

    @Test
    @Spec("CFG-165")
    void values_of_parameters_are_written_as_postgresql_reads_them() {
        String parameters =
                "{autovacuum: off, jit: true, random_page_cost: 1.1, a.big: 10000000.0, wal_keep_size: 99999999999}";

        assertThat(inForce("postgresql: {parameters: " + parameters + "}", "")
                        .server()
                        .parameters())
                .hasToString(
                        "{autovacuum=off, jit=on, random_page_cost=1.1, a.big=10000000, wal_keep_size=99999999999}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql: {parameters: [work_mem]}",
                "postgresql: {parameters: ~}",
                "postgresql: {parameters: {work_mem: [1]}}",
                "postgresql: {pg_hba: local all all peer}",
                "postgresql: {use_slots: maybe}",
                "postgresql: text",
                "ttl: soon",
                "ttl: true",
                "pause: perhaps",
                "maximum_lag_on_failover: -1"
            })
    @Spec("CFG-025")
    void a_document_with_a_fault_is_refused_as_a_whole_even_where_a_local_value_hides_it(String document) {
        String local = "postgresql: {parameters: {work_mem: 2MB}, pg_hba: [local]}";

        assertThat(effective(document, local)).isInstanceOf(Refused.class);
    }

    @Test
    void a_refusal_names_all_faults() {
        assertThat(effective("{ttl: soon, postgresql: {parameters: [a]}}", ""))
                .isEqualTo(new Refused(List.of(
                        new Fault("postgresql.parameters", "a list is not allowed, it must be a map", Optional.empty()),
                        new Fault(
                                "ttl",
                                "'soon' is not allowed, it must be a whole number of seconds,"
                                        + " or one with a unit: us, ms, s, min, h or d",
                                Optional.empty()))));
    }

    @Test
    void what_is_switched_off_is_no_finding() {
        String off =
                "{synchronous_mode: off, failsafe_mode: on, slots: {}, ignore_slots: [], synchronous_node_count: 2}";

        assertThat(effective(off, "")).isInstanceOfSatisfying(InForce.class, inForce -> {
            assertThat(inForce.settings().unsupported()).isEmpty();
            assertThat(inForce.warnings()).isEmpty();
        });
    }
}

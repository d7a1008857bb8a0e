package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.DynamicConfig;
import io.regent.settings.EffectiveSettings.InForce;
import io.regent.settings.EffectiveSettings.Refused;
import io.regent.settings.ServerSettings.ReplicaCreation;
import io.regent.settings.yaml.Yaml;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code create_replica_methods} and the sections of methods. */
class ReplicaMethodTest {

    @ParameterizedTest
    @ValueSource(strings = {"create_replica_methods", "create_replica_method"})
    @Spec({"CFG-094", "HA-104"})
    void the_methods_are_tried_in_the_order_given(String key) {
        assertThat(creation("{%s: [wal_e, basebackup]}".formatted(key)).methods())
                .containsExactly("wal_e", "basebackup");
        assertThat(creation("{%s: []}".formatted(key)).methods()).containsExactly("basebackup");
        assertThat(creation("{}").methods()).containsExactly("basebackup");
    }

    @Test
    @Spec({"CFG-095", "HA-105"})
    void what_is_in_the_section_is_passed_on() {
        ReplicaMethod method = creation("""
                {create_replica_methods: [wal_e],
                 wal_e: {command: "restore 'all of it'", no_leader: 1, keep_data: true, use_iam: 1, envdir: /etc/wal, verify: false}}
                """).program("wal_e");

        assertThat(method.command())
                .containsExactly(
                        "restore",
                        "all of it",
                        "--no_leader=1",
                        "--keep_data=True",
                        "--use_iam=1",
                        "--envdir=/etc/wal",
                        "--verify=False");
        assertThat(method.takesParameters()).isTrue();
        assertThat(method.keepsData()).isTrue();
        assertThat(method.worksWithoutLeader()).isTrue();
    }

    @Test
    @Spec("HA-106")
    void a_program_that_takes_no_parameters_gets_the_operators_own_only() {
        ReplicaMethod method = creation(
                        "{m: {command: restore, no_params: true, no_leader: 1, keep_data: 1, delta: true}}")
                .program("m");

        assertThat(method.command()).containsExactly("restore", "--delta=True");
        assertThat(method.takesParameters()).isFalse();
    }

    @Test
    @Spec("HA-105")
    void the_command_is_the_name_of_the_method_unless_it_has_one() {
        assertThat(creation("{create_replica_methods: [restore_it]}")
                        .program("restore_it")
                        .command())
                .containsExactly("restore_it");
        assertThat(creation("{create_replica_methods: [restore_it], restore_it: {x: y}}")
                        .program("restore_it")
                        .command())
                .containsExactly("restore_it", "--x=y");
    }

    @Test
    @Spec("HA-104")
    void a_method_without_a_leader_is_known_as_such() {
        assertThat(creation("{create_replica_methods: [m, basebackup], m: {command: x, no_leader: true}}")
                        .worksWithoutLeader())
                .isTrue();
        assertThat(creation("{create_replica_methods: [m, basebackup], m: {command: x}}")
                        .worksWithoutLeader())
                .isFalse();
        assertThat(creation("{m: {command: x, no_leader: true}}").worksWithoutLeader())
                .as("a method that is not used")
                .isFalse();
    }

    @Test
    void a_value_that_cannot_be_an_argument_is_refused() {
        assertThat(effective("{create_replica_methods: [m], m: {command: x, list: [1, 2]}}"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.faults().toString())
                                .contains(
                                        "postgresql.m",
                                        "list: [1, 2] is not allowed, it must be a text, a number or a boolean"));
    }

    private static ReplicaCreation creation(String postgresql) {
        return ((InForce) effective(postgresql)).settings().server().replicaCreation();
    }

    private static EffectiveSettings effective(String postgresql) {
        Object section = Yaml.read(postgresql).value();
        return ClusterSettings.effective(
                new DynamicConfig(Map.of("postgresql", Objects.requireNonNull(section))), Map.of());
    }
}

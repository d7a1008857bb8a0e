package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bootstrap.method}. */
class CustomBootstrapTest {

    @Test
    @Spec({"CFG-054", "CFG-055", "HA-097"})
    void what_is_in_the_section_is_passed_on_except_for_what_is_meant_for_the_agent() {
        CustomBootstrap method = bootstrap("""
                bootstrap:
                  method: backup
                  backup:
                    command: "/usr/bin/restore 'the last one'"
                    keep_existing_recovery_conf: true
                    recovery_conf: {recovery_target_action: promote, recovery_target_time: '2026-01-01 00:00:00'}
                    delta: true
                    verify: false
                    jobs: 4
                    stanza: main
                    scope: other
                    datadir: /other
                """).custom().orElseThrow();

        assertThat(method.commandFor("demo", Path.of("/data")))
                .containsExactly(
                        "/usr/bin/restore",
                        "the last one",
                        "--scope=demo",
                        "--datadir=/data",
                        "--delta=True",
                        "--verify=False",
                        "--jobs=4",
                        "--stanza=main");
        assertThat(method.keepsRecovery()).isTrue();
        assertThat(method.recoveryConf())
                .isEqualTo(Map.of("recovery_target_action", "promote", "recovery_target_time", "2026-01-01 00:00:00"));
    }

    @Test
    @Spec({"CFG-055", "HA-097"})
    void a_program_that_takes_no_parameters_is_told_neither_the_name_nor_the_directory() {
        assertThat(bootstrap("bootstrap: {method: b, b: {command: restore, no_params: true, x: y}}")
                        .custom()
                        .orElseThrow()
                        .commandFor("demo", Path.of("/data")))
                .containsExactly("restore", "--x=y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap: {method: initdb, backup: {command: restore}}",
                "bootstrap: {backup: {command: restore}}",
            })
    @Spec({"CFG-054", "HA-097"})
    void a_method_that_is_not_chosen_is_not_used_and_known_all_the_same(String yaml) {
        var loaded = Given.loaded(yaml);

        assertThat(loaded.value().bootstrap().custom()).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap: {method: backup}", "bootstrap: {method: backup, backup: {x: y}}"})
    @Spec("HA-097")
    void a_method_without_a_command_is_initdb_and_warned_about(String yaml) {
        var loaded = Given.loaded(yaml);

        assertThat(loaded.value().bootstrap().custom()).isEmpty();
        assertThat(loaded.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("bootstrap.method: backup has no section with a command, initdb is used"));
    }

    @Test
    void a_value_that_cannot_be_an_argument_is_refused() {
        assertThatThrownBy(() -> bootstrap("bootstrap: {method: b, b: {command: restore, list: [1, 2]}}"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("bootstrap.b")
                .hasMessageContaining("list: [1, 2] is not allowed, it must be a text, a number or a boolean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"post_bootstrap", "post_init"})
    @Spec("CFG-057")
    void the_program_after_the_bootstrap_has_two_names(String key) {
        assertThat(bootstrap("bootstrap: {%s: '/usr/bin/setup --all'}".formatted(key))
                        .postBootstrap())
                .isEqualTo(Optional.of(List.of("/usr/bin/setup", "--all")));
        assertThat(bootstrap("bootstrap: {}").postBootstrap()).isEmpty();
    }

    private static BootstrapSettings bootstrap(String yaml) {
        return Given.settings(yaml).bootstrap();
    }
}

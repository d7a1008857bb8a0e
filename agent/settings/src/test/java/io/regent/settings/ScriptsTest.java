package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the operator, as they stand in the file. */
class ScriptsTest {

    @Spec({"CFG-087", "CFG-103"})
    @Test
    void each_event_and_each_step_has_its_command() {
        Scripts scripts =
                scripts("postgresql: {callbacks: {on_stop: /opt/vip down, on_role_change: '/opt/vip \"a b\"'},"
                        + " pre_promote: /opt/ask, before_stop: /opt/drain -w}");

        assertThat(scripts.callbacks())
                .isEqualTo(
                        Map.of("on_stop", List.of("/opt/vip", "down"), "on_role_change", List.of("/opt/vip", "a b")));
        assertThat(scripts.prePromote()).contains(List.of("/opt/ask"));
        assertThat(scripts.beforeStop()).contains(List.of("/opt/drain", "-w"));
        assertThat(scripts("{}")).isEqualTo(Scripts.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callbacks.on_start", "pre_promote", "before_stop"})
    void a_quote_that_is_not_closed_is_refused_by_name(String setting) {
        String line = setting.contains(".") ? "callbacks: {on_start: /x \"y}" : setting + ": /x \"y";

        assertThatThrownBy(() -> Given.settings("postgresql: {" + line + "}"))
                .hasMessageContaining("postgresql." + setting + ": '/x \"y' is not allowed")
                .hasMessageContaining("a command whose quotes are closed");
    }

    @Test
    void an_event_that_does_not_exist_is_named() {
        assertThat(Given.loaded("postgresql: {callbacks: {on_rolechange: /x}}").warnings())
                .singleElement()
                .asString()
                .contains("postgresql.callbacks.on_rolechange", "Did you mean on_role_change?");
    }

    private static Scripts scripts(String yaml) {
        return Given.inForce("{}", yaml).server().scripts();
    }
}

package io.regent.settings;

import static io.regent.settings.Given.loaded;
import static io.regent.settings.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchdogSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "off, OFF",
        "'\"off\"', OFF",
        "OFF, OFF",
        "false, OFF",
        "disable, OFF",
        "disabled, OFF",
        "Automatic, AUTOMATIC",
        "auto, AUTOMATIC",
        "required, REQUIRED",
        "Require, REQUIRED",
        "'', AUTOMATIC"
    })
    @Spec("HA-178")
    void the_mode_of_the_watchdog_is_spelled_in_any_way(String mode, WatchdogSettings.Mode expected) {
        var loaded = loaded("watchdog: {mode: " + mode + "}");

        assertThat(loaded.value().watchdog().mode()).isEqualTo(expected);
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    @Spec("HA-178")
    void an_unknown_mode_of_the_watchdog_is_off_with_a_warning() {
        var loaded = loaded("watchdog: {mode: sometimes}");

        assertThat(loaded.value().watchdog().mode()).isEqualTo(WatchdogSettings.Mode.OFF);
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains("watchdog.mode: sometimes is not known, it must be off, automatic or required");
    }

    @Test
    void a_watchdog_may_be_a_fifo_for_tests() {
        assertThat(settings("watchdog: {driver: testing}").watchdog().driver())
                .isEqualTo(WatchdogSettings.Driver.TESTING);
    }

    @Test
    void a_negative_safety_margin_is_an_error() {
        assertThatThrownBy(() -> settings("watchdog: {safety_margin: -2}"))
                .hasMessageContaining("watchdog.safety_margin: '-2' is not allowed")
                .hasMessageContaining("at least -1");
    }

    @Test
    void a_safety_margin_of_minus_one_is_half_of_the_lease() {
        WatchdogSettings watchdog = settings("watchdog: {safety_margin: -1, device: /dev/watchdog1}")
                .watchdog();

        assertThat(watchdog.safetyMargin()).isEmpty();
        assertThat(watchdog.device()).isEqualTo(Path.of("/dev/watchdog1"));
    }
}

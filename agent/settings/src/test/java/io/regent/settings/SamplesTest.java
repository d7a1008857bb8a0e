package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.settings.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

    private static final Path SAMPLES = Path.of("..", "..", "config-samples");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regent.yml",
                "three-nodes/regent-1.yml",
                "three-nodes/regent-2.yml",
                "three-nodes/regent-3.yml",
                "standby-cluster/regent-1.yml"
            })
    void a_sample_can_be_used_as_it_is(String sample) {
        Checked<AgentSettings> settings = AgentSettings.load(Optional.of(SAMPLES.resolve(sample)), Map.of());

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.value().unsupported()).isEmpty();
    }

    @Test
    void the_sample_for_prometheus_names_where_the_metrics_are() throws IOException {
        Object sample =
                Yaml.read(Files.readString(SAMPLES.resolve("prometheus.yml"))).value();

        assertThat(sample).asString().contains("metrics_path=/metrics").contains("10.0.0.11:8008");
    }

    @Test
    void the_unit_leaves_postgresql_running_when_the_agent_ends() throws IOException {
        List<String> unit = Files.readAllLines(SAMPLES.resolve("regent.service"));

        assertThat(unit).contains("KillMode=process", "KillSignal=SIGTERM", "User=postgres");
    }
}

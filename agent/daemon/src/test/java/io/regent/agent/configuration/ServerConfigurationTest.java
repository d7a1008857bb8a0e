package io.regent.agent.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.fake.Samples;
import io.regent.dcs.Versioned;
import io.regent.postgres.PostgresSettings;
import io.regent.restapi.RestApiSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings as the server and the REST API need them. */
class ServerConfigurationTest {

    @TempDir
    Path data;

    @Test
    void local_parameters_win_except_for_those_that_must_be_equal_everywhere() {
        LiveSettings settings =
                Samples.settings(Samples.yaml(data) + "  parameters: {work_mem: 1MB, max_connections: 7}\n");
        settings.adopt(Optional.of(new Versioned<>(
                Samples.config(
                        "{\"postgresql\":{\"parameters\":{\"work_mem\":\"9MB\",\"max_connections\":300,\"jit\":\"off\"}}}"),
                1)));

        PostgresSettings server = ServerConfiguration.of(settings);

        assertThat(server.parameters())
                .containsEntry("work_mem", "1MB")
                .containsEntry("max_connections", "300")
                .containsEntry("jit", "off");
    }

    @Test
    void the_server_learns_who_it_is_and_how_long_a_question_may_take() {
        PostgresSettings server = ServerConfiguration.of(Samples.settings(Samples.yaml(data)));

        assertThat(server.memberName()).isEqualTo("node-1");
        assertThat(server.clusterName()).isEqualTo("demo");
        assertThat(server.dataDir()).isEqualTo(data);
        assertThat(server.useRewind()).isTrue();
        assertThat(server.statementTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_star_means_every_address() {
        LiveSettings settings = Samples.settings(Samples.yaml(data).replace("'127.0.0.1:8008'", "'*:8008'"));

        RestApiSettings api = RestApiConfiguration.of(settings);

        assertThat(api.listen().host()).isEmpty();
        assertThat(api.apiUrl()).isEqualTo("http://10.0.0.11:8008/patroni");
    }
}

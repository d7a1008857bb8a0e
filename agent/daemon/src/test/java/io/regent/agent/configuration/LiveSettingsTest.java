package io.regent.agent.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import io.regent.agent.fake.Samples;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.Versioned;
import io.regent.settings.AgentSettings;
import io.regent.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds now. */
class LiveSettingsTest {

    @TempDir
    Path folder;

    private Path file;
    private LiveSettings settings;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("regent.yml");
        write(yaml());
        settings = started(Optional.empty());
    }

    @Test
    void a_node_that_never_saw_the_cluster_begins_with_the_bootstrap_section() {
        assertThat(settings.cluster().timing().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.forDecision().rewindAllowed()).isTrue();
        assertThat(settings.forDecision().mayBootstrap()).isTrue();
    }

    @Test
    void a_node_that_comes_back_begins_with_what_it_knew() {
        assertThat(started(Optional.of(Samples.config("{\"ttl\":45}")))
                        .cluster()
                        .timing()
                        .ttl())
                .isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void a_saved_document_that_is_of_no_use_any_more_keeps_nobody_from_starting() {
        assertThat(started(Optional.of(Samples.config("{\"ttl\":\"soon\"}")))
                        .cluster()
                        .timing()
                        .ttl())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_document_is_adopted_once_for_each_revision() {
        assertThat(adopt("{\"ttl\":40}", 5)).isTrue();
        assertThat(settings.cluster().timing().ttl()).isEqualTo(Duration.ofSeconds(40));
        assertThat(adopt("{\"ttl\":40}", 5)).isFalse();
        assertThat(settings.adopt(Optional.empty())).isFalse();
        assertThat(settings.dynamic()).isEqualTo(Samples.config("{\"ttl\":40}"));
    }

    @Spec("LES-116")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ttl\":\"soon\"}",
                "{\"ttl\":40,\"postgresql\":{\"parameters\":null}}",
                "{\"ttl\":40,\"postgresql\":[]}",
            })
    void a_bad_document_changes_nothing_and_a_good_one_is_heard_again(String bad) {
        adopt("{\"ttl\":40}", 5);

        assertThat(adopt(bad, 6)).isFalse();

        assertThat(settings.cluster().timing().ttl()).isEqualTo(Duration.ofSeconds(40));
        assertThat(settings.dynamic()).isEqualTo(Samples.config("{\"ttl\":40}"));
        assertThat(adopt("{\"ttl\":50}", 7)).isTrue();
        assertThat(settings.cluster().timing().ttl()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void a_changed_file_is_used() throws IOException {
        write(yaml() + "tags: {nofailover: true}\n");

        assertThat(settings.reload()).isTrue();

        assertThat(settings.forDecision().tags().nofailover()).isTrue();
    }

    @Spec("CFG-151")
    @Test
    void a_broken_file_keeps_the_old_settings() throws IOException {
        write("scope: [");
        assertThat(settings.reload()).isFalse();
        Files.delete(file);
        assertThat(settings.reload()).isFalse();

        assertThat(settings.file().path().scope()).isEqualTo("demo");
    }

    @ParameterizedTest
    @CsvSource({
        "name: node-1, name: node-9",
        "scope: demo, scope: other",
        "etcd3:, consul:",
        "/data', /elsewhere'",
    })
    void what_a_running_agent_cannot_change_is_refused_as_a_whole(String before, String after) throws IOException {
        write(yaml().replace(before, after) + "tags: {nofailover: true}\n");

        assertThat(settings.reload()).isFalse();

        assertThat(settings.file().name().value()).isEqualTo("node-1");
        assertThat(settings.forDecision().tags().nofailover()).isFalse();
    }

    @Test
    void a_document_that_the_old_file_spoiled_is_heard_again_after_a_reload() throws IOException {
        adopt("{\"ttl\":40}", 5);
        write(yaml());
        settings.reload();

        assertThat(adopt("{\"ttl\":40}", 5)).isTrue();
    }

    @Test
    void the_environment_is_the_one_of_the_start() throws IOException {
        var environment = new HashMap<>(Map.of("PATRONI_NAME", "node-7"));
        var fromStart = new LiveSettings(
                Optional.of(file),
                environment,
                AgentSettings.load(Optional.of(file), environment).value(),
                DynamicConfig.EMPTY);
        environment.put("PATRONI_NAME", "node-8");
        write(yaml() + "tags: {zone: b}\n");

        assertThat(fromStart.reload()).isTrue();

        assertThat(fromStart.file().name().value()).isEqualTo("node-7");
        assertThat(fromStart.file().tags().values()).containsEntry("zone", "b");
    }

    @Test
    void settings_that_are_of_no_use_at_the_start_name_their_faults() {
        AgentSettings read = AgentSettings.load(Optional.of(file), Map.of()).value();

        assertThatThrownBy(
                        () -> new LiveSettings(Optional.of(file), Map.of(), read, Samples.config("{\"ttl\":\"soon\"}")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("ttl");
    }

    private boolean adopt(String json, long revision) {
        return settings.adopt(Optional.of(new Versioned<>(Samples.config(json), revision)));
    }

    private LiveSettings started(Optional<DynamicConfig> lastKnown) {
        AgentSettings read = AgentSettings.load(Optional.of(file), Map.of()).value();
        return LiveSettings.atStart(Optional.of(file), Map.of(), read, lastKnown);
    }

    private String yaml() {
        return Samples.yaml(folder.resolve("data"));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }
}

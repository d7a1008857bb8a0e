package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.fake.FakePostgres;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Versioned;
import io.regent.postgres.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brings the settings in force to the server. */
class ServerReloadTest {

    @TempDir
    Path data;

    private final FakePostgres postgres = new FakePostgres();
    private final AtomicInteger reloads = new AtomicInteger();
    private LiveSettings settings;
    private ServerReload reload;

    @BeforeEach
    void build() {
        settings = Samples.settings(Samples.yaml(data));
        reload = new ServerReload(settings, postgres, reloads::incrementAndGet);
    }

    @Test
    void nothing_is_due_while_nothing_has_changed() {
        assertThat(reload.isDue()).isFalse();
        assertThat(reload.run()).isEqualTo(new Outcome.Done());
        assertThat(postgres.calls()).isEmpty();
    }

    @Test
    void changed_parameters_are_given_to_the_server_once() {
        change("{\"postgresql\":{\"parameters\":{\"work_mem\":\"8MB\"}}}");
        assertThat(reload.isDue()).isTrue();

        reload.run();

        assertThat(postgres.settings().orElseThrow().parameters()).containsEntry("work_mem", "8MB");
        assertThat(reload.isDue()).isFalse();
    }

    @Spec("HA-166")
    @Test
    void in_pause_changed_parameters_are_given_to_the_server_as_well() {
        change("{\"pause\":true,\"postgresql\":{\"parameters\":{\"work_mem\":\"8MB\"}}}");
        assertThat(settings.cluster().paused()).isTrue();
        assertThat(reload.isDue()).isTrue();

        reload.run();

        assertThat(postgres.settings().orElseThrow().parameters()).containsEntry("work_mem", "8MB");
    }

    @Test
    void an_operator_gets_a_reload_although_nothing_has_changed() {
        reload.ask();
        assertThat(reload.isDue()).isTrue();

        reload.run();

        assertThat(postgres.calls()).containsExactly("reload");
        assertThat(reload.isDue()).isFalse();
        assertThat(reloads).hasValue(1);
    }

    @Test
    @Spec("HA-216")
    void a_server_that_ran_already_gets_the_settings_and_nobody_is_told_of_it() {
        reload.adopt();
        postgres.ends("reload", new Outcome.Failed("not now"));
        reload.run();
        postgres.ends("reload", new Outcome.Done());
        assertThat(reload.isDue()).isTrue();

        reload.run();

        assertThat(postgres.calls()).containsExactly("reload", "reload");
        assertThat(reload.isDue()).isFalse();
        assertThat(reloads).hasValue(0);
    }

    @Test
    void a_reload_that_was_interrupted_or_failed_is_due_again() {
        reload.ask();
        postgres.ends("reload", new Outcome.Cancelled());

        assertThat(reload.run()).isEqualTo(new Outcome.Cancelled());
        assertThat(reloads).hasValue(0);

        assertThat(reload.isDue()).isTrue();
        change("{\"postgresql\":{\"parameters\":{\"work_mem\":\"8MB\"}}}");
        postgres.ends("reload", new Outcome.Done());
        reload.run();
        assertThat(reload.isDue()).isFalse();
    }

    private void change(String document) {
        settings.adopt(Optional.of(new Versioned<>(Samples.config(document), 7)));
    }
}

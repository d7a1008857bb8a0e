package io.regent.agent.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.FakePostgres;
import io.regent.agent.fake.Samples;
import io.regent.postgres.ControlData;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.PostgresState;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import io.regent.postgres.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Looks at the local server without ever hanging on it. */
class ServerWatcherTest {

    private static final ControlData CONTROL = Samples.control(State.IN_PRODUCTION, 1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakePostgres postgres = new FakePostgres();
    private final ServerWatcher watcher = new ServerWatcher(postgres);

    @Test
    void what_the_server_says_is_what_is_seen() {
        postgres.is(Samples.primary(3));

        assertThat(look()).isEqualTo(Samples.primary(3));
    }

    @Spec({"HA-078", "LES-039"})
    @Test
    void a_primary_that_cannot_be_looked_at_stays_a_primary() {
        postgres.hasControl(CONTROL);
        postgres.is(Samples.primary(1));
        look();
        postgres.hangs("observe");

        assertThat(lookBriefly()).isEqualTo(new Unresponsive(Role.PRIMARY, Samples.STARTED, CONTROL));
        assertThat(lookBriefly()).isEqualTo(new Unresponsive(Role.PRIMARY, Samples.STARTED, CONTROL));
    }

    @Test
    void a_standby_that_cannot_be_looked_at_stays_a_standby() {
        postgres.hasControl(CONTROL);
        postgres.is(Samples.standby(1));
        look();
        postgres.hangs("observe");

        assertThat(lookBriefly()).isEqualTo(new Unresponsive(Role.STANDBY, Samples.STARTED, CONTROL));
    }

    @Test
    void a_stopped_server_that_cannot_be_looked_at_is_what_it_was() {
        PostgresState stopped = Samples.stopped(State.SHUT_DOWN);
        postgres.is(stopped);
        look();
        postgres.hangs("observe");

        assertThat(lookBriefly()).isEqualTo(stopped);
    }

    @Test
    void a_server_that_was_never_seen_is_not_guessed_at() {
        postgres.hangs("observe");

        assertThat(lookBriefly()).isInstanceOf(UnreadableData.class);
    }

    private PostgresState look() {
        return watcher.answer(watcher.look(), LONG);
    }

    private PostgresState lookBriefly() {
        return watcher.answer(watcher.look(), Duration.ofMillis(10));
    }
}

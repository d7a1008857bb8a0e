package io.regent.agent.observation;

import io.regent.agent.waiting.Bounded;
import io.regent.postgres.ControlData;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.PostgresState.Starting;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at the local server without ever hanging on it. A server that ran when it was last seen and cannot be looked at now is
 * unresponsive in its last role, never "unknown" (LES-033, LES-039).
 */
final class ServerWatcher {

    private final Postgres postgres;
    private PostgresState last = new UnreadableData("PostgreSQL was not looked at yet");
    private Optional<ControlData> control = Optional.empty();

    ServerWatcher(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Begins to look; the answer is had with {@link #answer}. */
    Bounded<PostgresState> look() {
        return Bounded.ask(postgres::observe);
    }

    PostgresState answer(Bounded<PostgresState> look, Duration limit) {
        last = look.within(limit, hung());
        control = switch (last) {
            case Stopped stopped -> Optional.of(stopped.control());
            case Starting starting -> Optional.of(starting.control());
            case Unresponsive unresponsive -> Optional.of(unresponsive.control());
            case Running _ -> control.or(() -> Bounded.ask(postgres::control).within(limit, Optional.empty()));
            case PostgresState.NoData _, PostgresState.HalfDone _, UnreadableData _ -> Optional.empty();
        };
        return last;
    }

    private PostgresState hung() {
        if (last instanceof Running(var facts) && control.isPresent()) {
            return new Unresponsive(facts.role(), facts.postmasterStart(), control.orElseThrow());
        }
        return last;
    }
}

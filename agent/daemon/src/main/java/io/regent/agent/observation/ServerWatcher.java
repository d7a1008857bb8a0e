package io.regent.agent.observation;

import io.regent.agent.waiting.Bounded;
import io.regent.postgres.ControlData;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.PostgresState.NoData;
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

    /** What one look found; the control data with it, for the time when the server does not answer. */
    record Sight(PostgresState state, Optional<ControlData> control) {}

    private final Postgres postgres;
    private Optional<Bounded<Sight>> lastLook = Optional.empty();
    private Sight last = new Sight(new UnreadableData("PostgreSQL was not looked at yet"), Optional.empty());

    ServerWatcher(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Begins to look; the answer is had with {@link #answer}. A look that hangs with a disk is not followed by another one. */
    Bounded<Sight> look() {
        if (lastLook.filter(earlier -> !earlier.isOver()).isPresent()) {
            return Bounded.notAsked();
        }
        Optional<ControlData> known = last.control();
        Bounded<Sight> look = Bounded.ask(() -> {
            PostgresState state = postgres.observe();
            return new Sight(state, control(state, known));
        });
        lastLook = Optional.of(look);
        return look;
    }

    /** What the look found, or what must be assumed when it has not come back within the limit, counted from now. */
    PostgresState answer(Bounded<Sight> look, Duration limit) {
        last = look.within(limit, hung());
        return last.state();
    }

    private Optional<ControlData> control(PostgresState state, Optional<ControlData> known) {
        return switch (state) {
            case Stopped(ControlData control) -> Optional.of(control);
            case Starting(ControlData control, var _) -> Optional.of(control);
            case Unresponsive unresponsive -> Optional.of(unresponsive.control());
            case Running _ -> known.or(postgres::control);
            case NoData _, HalfDone _, UnreadableData _ -> Optional.empty();
        };
    }

    private Sight hung() {
        return last.state() instanceof Running(var facts) && last.control().isPresent()
                ? new Sight(
                        new Unresponsive(
                                facts.role(),
                                facts.postmasterStart(),
                                last.control().orElseThrow()),
                        last.control())
                : last;
    }
}

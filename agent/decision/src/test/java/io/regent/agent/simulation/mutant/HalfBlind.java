package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Observer;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.View;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import java.util.Map;
import java.util.Optional;

/** Takes a directory that is half done for the one that it was before. */
final class HalfBlind implements Observer {

    private final Observer real;
    private Optional<ControlData> before = Optional.empty();

    HalfBlind(Observer real) {
        this.real = real;
    }

    @Override
    public View observe(Memory memory) {
        View view = real.observe(memory);
        if (view.postgres() instanceof PostgresState.Running(ServerFacts facts)) {
            before = Optional.of(new ControlData(
                    ControlData.State.SHUT_DOWN_IN_RECOVERY,
                    facts.system(),
                    facts.timeline(),
                    facts.position().lsn(),
                    facts.position(),
                    Map.of()));
        }
        return view.postgres() instanceof PostgresState.HalfDone
                ? before.map(control -> Seen.server(view, new PostgresState.Stopped(control)))
                        .orElse(view)
                : view;
    }
}

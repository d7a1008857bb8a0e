package io.regent.agent.fake;

import io.regent.agent.cycle.Fence;
import io.regent.dcs.Deadline;
import java.util.Optional;

/** Remembers when it would act. */
public final class FakeFence implements Fence {

    private Optional<Deadline> point = Optional.empty();

    @Override
    public void arm(Deadline until) {
        point = Optional.of(until);
    }

    @Override
    public void disarm() {
        point = Optional.empty();
    }

    /** When it would end the server; empty when it would not. */
    public Optional<Deadline> point() {
        return point;
    }
}

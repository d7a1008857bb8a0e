package io.regent.agent.fake;

import io.regent.agent.fence.Supervision;
import io.regent.dcs.Deadline;
import java.util.Optional;

/** Remembers when it would act, and what it was told. */
public final class FakeSupervision implements Supervision {

    private Optional<Deadline> point = Optional.empty();
    private boolean serverStarting;

    @Override
    public void arm(Deadline until) {
        point = Optional.of(until);
        serverStarting = false;
    }

    @Override
    public void disarm() {
        point = Optional.empty();
    }

    @Override
    public void serverStarts() {
        serverStarting = true;
    }

    @Override
    public void standbySeen() {
        point = Optional.empty();
    }

    @Override
    public void dismiss() {
        point = Optional.empty();
    }

    /** When it would end the server; empty when it would not. */
    public Optional<Deadline> point() {
        return point;
    }

    /** Whether a server is being started since the last renewal. */
    public boolean serverStarting() {
        return serverStarting;
    }
}

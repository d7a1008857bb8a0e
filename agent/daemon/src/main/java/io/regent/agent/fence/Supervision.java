package io.regent.agent.fence;

import io.regent.agent.cycle.Fence;
import io.regent.dcs.Deadline;

/** The line of fencing outside the agent's process, as the agent sees it. Any thread may call it; calls do not block. */
public interface Supervision extends Fence {

    /**
     * A server is about to be started as a primary. Until the next renewal says which one it is, whatever runs on the data
     * directory counts.
     */
    void serverStarts();

    /**
     * The server was seen as a standby. What an earlier agent has armed stays: that agent may have asked for a promotion that
     * is still to come.
     */
    void standbySeen();

    /** The agent ends as it should, and its server is stopped or an operator's. */
    void dismiss();

    /** Nobody watches when this process dies. */
    Supervision NONE = new Supervision() {
        @Override
        public void arm(Deadline until) {}

        @Override
        public void disarm() {}

        @Override
        public void serverStarts() {}

        @Override
        public void standbySeen() {}

        @Override
        public void dismiss() {}
    };
}

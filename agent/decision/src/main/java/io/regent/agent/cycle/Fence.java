package io.regent.agent.cycle;

import io.regent.dcs.Deadline;

/**
 * The second line of fencing: ends every process of the server when the point comes and nobody has moved it, even if the loop
 * hangs (DESIGN.md, safety rule 3). Any thread may call it; calls do not block.
 */
public interface Fence {

    /** The server may accept writes until then, and not a moment longer. */
    void arm(Deadline until);

    /** The server cannot accept writes, or an operator has taken over; there is nothing to fence. */
    void disarm();
}

/** The loop around the decision: observe, decide, perform; and the ports to the world. */
@NullMarked
package io.regent.agent.cycle;

import org.jspecify.annotations.NullMarked;

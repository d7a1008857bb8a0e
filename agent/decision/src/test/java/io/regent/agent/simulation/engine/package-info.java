/** Virtual time: one queue of events, and routines that run one at a time. */
@NullMarked
package io.regent.agent.simulation.engine;

import org.jspecify.annotations.NullMarked;

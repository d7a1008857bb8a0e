/** Agents that are broken on purpose, to see that the oracles notice. */
@NullMarked
package io.regent.agent.simulation.mutant;

import org.jspecify.annotations.NullMarked;

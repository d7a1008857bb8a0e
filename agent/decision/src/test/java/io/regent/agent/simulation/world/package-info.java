/** The simulated hosts, network, store and clients, and the agent's ports to them. */
@NullMarked
package io.regent.agent.simulation.world;

import org.jspecify.annotations.NullMarked;

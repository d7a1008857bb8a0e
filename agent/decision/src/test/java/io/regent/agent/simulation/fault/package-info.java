/** What happens to a cluster: faults, and what operators ask for. */
@NullMarked
package io.regent.agent.simulation.fault;

import org.jspecify.annotations.NullMarked;

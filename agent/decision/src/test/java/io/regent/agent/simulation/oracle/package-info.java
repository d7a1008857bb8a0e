/** What must hold after every event. */
@NullMarked
package io.regent.agent.simulation.oracle;

import org.jspecify.annotations.NullMarked;

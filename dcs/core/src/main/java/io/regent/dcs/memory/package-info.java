/** A store in memory, for simulation and tests; held to the same contract as the real ones. */
@NullMarked
package io.regent.dcs.memory;

import org.jspecify.annotations.NullMarked;

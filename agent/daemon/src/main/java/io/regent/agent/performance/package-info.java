/** Carries out what was decided: questions to the store and the peers, short writes, and the one slot for long work. */
@NullMarked
package io.regent.agent.performance;

import org.jspecify.annotations.NullMarked;

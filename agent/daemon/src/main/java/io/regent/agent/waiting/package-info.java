/** Waiting with an end: answers that must come in time, and turns of the loop. */
@NullMarked
package io.regent.agent.waiting;

import org.jspecify.annotations.NullMarked;

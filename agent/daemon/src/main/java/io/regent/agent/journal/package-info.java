/** Tells what was decided, and why. */
@NullMarked
package io.regent.agent.journal;

import org.jspecify.annotations.NullMarked;

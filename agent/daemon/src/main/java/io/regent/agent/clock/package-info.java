/** The machine's clock that never jumps. */
@NullMarked
package io.regent.agent.clock;

import org.jspecify.annotations.NullMarked;

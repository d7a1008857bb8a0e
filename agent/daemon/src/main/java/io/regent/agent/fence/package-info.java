/** The fence timer, on its own thread: ends the server when the lease ends and nobody has renewed it. */
@NullMarked
package io.regent.agent.fence;

import org.jspecify.annotations.NullMarked;

/** The daemon: reads its arguments, builds everything once, runs the loop, and closes everything in reverse order. */
@NullMarked
package io.regent.agent;

import org.jspecify.annotations.NullMarked;

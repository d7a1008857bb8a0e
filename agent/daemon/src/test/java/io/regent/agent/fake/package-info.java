/** A node of which only the parts under test are real. */
@NullMarked
package io.regent.agent.fake;

import org.jspecify.annotations.NullMarked;

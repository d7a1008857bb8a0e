/** Looks at the store and at the local server, each with its deadline, and makes a view of it. */
@NullMarked
package io.regent.agent.observation;

import org.jspecify.annotations.NullMarked;

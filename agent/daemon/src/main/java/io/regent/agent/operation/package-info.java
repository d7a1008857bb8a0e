/** What this node can be told over its API, carried out by the loop or written into the store. */
@NullMarked
package io.regent.agent.operation;

import org.jspecify.annotations.NullMarked;

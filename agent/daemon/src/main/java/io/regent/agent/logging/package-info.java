/** The agent's log: lines as Patroni writes them. */
@NullMarked
package io.regent.agent.logging;

import org.jspecify.annotations.NullMarked;

/** What this node publishes of itself: its record in the store and the snapshot behind its API; and what it is asked for. */
@NullMarked
package io.regent.agent.member;

import org.jspecify.annotations.NullMarked;

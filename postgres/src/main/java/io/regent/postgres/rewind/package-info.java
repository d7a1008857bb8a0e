/** How diverged data are brought back to the history of a leader. */
@NullMarked
package io.regent.postgres.rewind;

import org.jspecify.annotations.NullMarked;

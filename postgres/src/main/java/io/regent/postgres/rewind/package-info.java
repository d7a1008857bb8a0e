/** Whether the local data has diverged, and how it is brought back. */
@NullMarked
package io.regent.postgres.rewind;

import org.jspecify.annotations.NullMarked;

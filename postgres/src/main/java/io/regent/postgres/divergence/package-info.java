/** Whether the local data can follow another server as they are. */
@NullMarked
package io.regent.postgres.divergence;

import org.jspecify.annotations.NullMarked;

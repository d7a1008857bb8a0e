/** Replication slots. */
@NullMarked
package io.regent.postgres.replication;

import org.jspecify.annotations.NullMarked;

/** Logical replication slots that outlive their primary. */
@NullMarked
package io.regent.postgres.replication;

import org.jspecify.annotations.NullMarked;

/** Copies a running server with pg_basebackup. */
@NullMarked
package io.regent.postgres.clone;

import org.jspecify.annotations.NullMarked;

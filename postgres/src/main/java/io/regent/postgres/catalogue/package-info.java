/** The settings of every version of PostgreSQL, as its servers describe them. */
@NullMarked
package io.regent.postgres.catalogue;

import org.jspecify.annotations.NullMarked;

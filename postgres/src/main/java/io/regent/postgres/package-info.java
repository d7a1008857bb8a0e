/** The local PostgreSQL server: what it is doing, and what can be asked of it. Knows nothing of clusters. */
@NullMarked
package io.regent.postgres;

import org.jspecify.annotations.NullMarked;

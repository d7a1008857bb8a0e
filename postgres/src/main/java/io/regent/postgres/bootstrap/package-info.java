/** Makes a new database cluster and its first roles. */
@NullMarked
package io.regent.postgres.bootstrap;

import org.jspecify.annotations.NullMarked;

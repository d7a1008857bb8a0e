/** Makes a new database cluster. */
@NullMarked
package io.regent.postgres.bootstrap;

import org.jspecify.annotations.NullMarked;

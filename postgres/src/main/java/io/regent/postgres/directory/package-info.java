/** Writes and clears the files of a data directory. */
@NullMarked
package io.regent.postgres.directory;

import org.jspecify.annotations.NullMarked;

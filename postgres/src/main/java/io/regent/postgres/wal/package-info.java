/** Values of the write-ahead log: positions, timelines, histories, system identifiers. The bottom of the project. */
@NullMarked
package io.regent.postgres.wal;

import org.jspecify.annotations.NullMarked;

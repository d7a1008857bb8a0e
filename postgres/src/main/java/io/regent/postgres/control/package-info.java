/** Reads what a data directory says of itself: pg_controldata, postmaster.pid, history files, markers. */
@NullMarked
package io.regent.postgres.control;

import org.jspecify.annotations.NullMarked;

/** Runs programs of PostgreSQL and the server itself; knows its processes. */
@NullMarked
package io.regent.postgres.server;

import org.jspecify.annotations.NullMarked;

/** Sessions of the agent and their queries. */
@NullMarked
package io.regent.postgres.sql;

import org.jspecify.annotations.NullMarked;

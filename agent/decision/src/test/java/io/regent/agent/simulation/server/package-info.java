/** A PostgreSQL server and its log, as far as a cluster can tell. */
@NullMarked
package io.regent.agent.simulation.server;

import org.jspecify.annotations.NullMarked;

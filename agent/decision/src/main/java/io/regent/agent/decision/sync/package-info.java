/** Synchronous and quorum replication as arithmetic: whom to choose, the next safe step of a change, and who may lead afterwards. */
@NullMarked
package io.regent.agent.decision.sync;

import org.jspecify.annotations.NullMarked;

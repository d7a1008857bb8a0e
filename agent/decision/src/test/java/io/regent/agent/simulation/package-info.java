/** Years of cluster life in seconds: the production cycle and table among simulated servers, stores, networks and people. */
@NullMarked
package io.regent.agent.simulation;

import org.jspecify.annotations.NullMarked;

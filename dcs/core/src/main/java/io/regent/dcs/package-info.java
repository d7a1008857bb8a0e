/** The cluster as it is recorded in the distributed configuration store, and the ports to that store. */
@NullMarked
package io.regent.dcs;

import org.jspecify.annotations.NullMarked;

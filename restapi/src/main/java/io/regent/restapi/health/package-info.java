/** Which health check is asked for and whether this node passes it: a pure table of endpoint and snapshot. */
@NullMarked
package io.regent.restapi.health;

import org.jspecify.annotations.NullMarked;

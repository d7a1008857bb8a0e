/** What a node says of itself over HTTP and what it can be told: the values and the two ports to the agent. */
@NullMarked
package io.regent.restapi;

import org.jspecify.annotations.NullMarked;

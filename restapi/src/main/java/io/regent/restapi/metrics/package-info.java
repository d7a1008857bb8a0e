/** The metrics of this node in the text format of Prometheus. */
@NullMarked
package io.regent.restapi.metrics;

import org.jspecify.annotations.NullMarked;

/** What an operator lives through with a cluster, one class per story. */
@NullMarked
package io.regent.it.scenario;

import org.jspecify.annotations.NullMarked;

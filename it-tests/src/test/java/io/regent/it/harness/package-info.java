/** Clusters of real processes and the words in which the scenarios speak of them. */
@NullMarked
package io.regent.it.harness;

import org.jspecify.annotations.NullMarked;

/** Rules that hold for the whole source tree: architecture, tidiness, and which rows of the acceptance lists have tests. */
@NullMarked
package io.regent.it;

import org.jspecify.annotations.NullMarked;

/** The demonstration that ./demo shows. */
@NullMarked
package io.regent.it.demo;

import org.jspecify.annotations.NullMarked;

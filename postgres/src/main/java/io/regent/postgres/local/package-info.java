/** Puts the parts together into the one local server. */
@NullMarked
package io.regent.postgres.local;

import org.jspecify.annotations.NullMarked;

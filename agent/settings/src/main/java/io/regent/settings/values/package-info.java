/** How a single setting is written: booleans, numbers with units, addresses (pure). */
@NullMarked
package io.regent.settings.values;

import org.jspecify.annotations.NullMarked;

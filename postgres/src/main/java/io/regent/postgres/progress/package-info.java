/** How far long work has come, as the programs that do it say (LES-065). */
@NullMarked
package io.regent.postgres.progress;

import org.jspecify.annotations.NullMarked;

/** What a rewind or a new copy throws away that no other server has. */
@NullMarked
package io.regent.postgres.discarded;

import org.jspecify.annotations.NullMarked;

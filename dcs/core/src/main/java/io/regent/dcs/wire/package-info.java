/** Text of the store's keys to and from the model, byte compatible with what Patroni writes; readers forgive, writers do not vary. */
@NullMarked
package io.regent.dcs.wire;

import org.jspecify.annotations.NullMarked;

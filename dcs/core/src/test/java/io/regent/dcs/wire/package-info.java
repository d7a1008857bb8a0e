@NullMarked
package io.regent.dcs.wire;

import org.jspecify.annotations.NullMarked;

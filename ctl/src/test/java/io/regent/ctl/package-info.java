@NullMarked
package io.regent.ctl;

import org.jspecify.annotations.NullMarked;

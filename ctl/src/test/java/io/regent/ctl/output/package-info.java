@NullMarked
package io.regent.ctl.output;

import org.jspecify.annotations.NullMarked;

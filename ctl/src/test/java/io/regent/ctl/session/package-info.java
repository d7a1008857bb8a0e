@NullMarked
package io.regent.ctl.session;

import org.jspecify.annotations.NullMarked;

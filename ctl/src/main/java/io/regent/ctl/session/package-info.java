/** What a command works with: the operator's terminal, the configuration, the store and the members. */
@NullMarked
package io.regent.ctl.session;

import org.jspecify.annotations.NullMarked;

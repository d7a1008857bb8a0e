/** The operator's scripts that are told what becomes of the server. */
@NullMarked
package io.regent.agent.callback;

import org.jspecify.annotations.NullMarked;

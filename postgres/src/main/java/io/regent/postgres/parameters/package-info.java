/** Server parameters: how values are written and compared, and which the agent owns. */
@NullMarked
package io.regent.postgres.parameters;

import org.jspecify.annotations.NullMarked;

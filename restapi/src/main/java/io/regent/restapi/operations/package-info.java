/** What an operator can ask for: checked here, done by the agent. */
@NullMarked
package io.regent.restapi.operations;

import org.jspecify.annotations.NullMarked;

/** The decision of the HA cycle: a pure function from what was seen to what to do, one class per chapter of its table. */
@NullMarked
package io.regent.agent.decision;

import org.jspecify.annotations.NullMarked;

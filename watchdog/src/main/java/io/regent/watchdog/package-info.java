/** The hardware watchdog, the last line of fencing: resets the machine when nobody confirms the lease in time. */
@NullMarked
package io.regent.watchdog;

import org.jspecify.annotations.NullMarked;

/** The Linux watchdog device: system calls, ioctl numbers and the magic close (kernel: watchdog-api). */
@NullMarked
package io.regent.watchdog.linux;

import org.jspecify.annotations.NullMarked;

/** The command line: which command is meant, and how a program ends. */
@NullMarked
package io.regent.ctl;

import org.jspecify.annotations.NullMarked;

/** The commands, one class each. They read the store, ask members, and decide nothing about the cluster. */
@NullMarked
package io.regent.ctl.command;

import org.jspecify.annotations.NullMarked;

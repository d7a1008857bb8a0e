/**
 * The configuration of the agent and of the CLI: file, environment and dynamic document, read into values that cannot
 * change.
 */
@NullMarked
package io.regent.settings;

import org.jspecify.annotations.NullMarked;

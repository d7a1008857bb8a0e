/** The settings in force: the file and the environment above the dynamic document, as each part of the agent needs them. */
@NullMarked
package io.regent.agent.configuration;

import org.jspecify.annotations.NullMarked;

/** YAML text to maps and back, with the spellings of YAML 1.1. */
@NullMarked
package io.regent.settings.yaml;

import org.jspecify.annotations.NullMarked;

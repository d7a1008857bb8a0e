/** Tables, JSON, YAML, tab-separated text and differences, byte for byte as scripts expect them. Pure. */
@NullMarked
package io.regent.ctl.output;

import org.jspecify.annotations.NullMarked;

/** Who may ask for what. */
@NullMarked
package io.regent.restapi.access;

import org.jspecify.annotations.NullMarked;

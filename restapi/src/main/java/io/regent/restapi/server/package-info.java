/** The HTTP server: listening, routes, bodies and bytes. */
@NullMarked
package io.regent.restapi.server;

import org.jspecify.annotations.NullMarked;

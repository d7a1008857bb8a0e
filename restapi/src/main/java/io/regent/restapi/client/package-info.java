/** Asking other members over their REST API, each time within a deadline. */
@NullMarked
package io.regent.restapi.client;

import org.jspecify.annotations.NullMarked;

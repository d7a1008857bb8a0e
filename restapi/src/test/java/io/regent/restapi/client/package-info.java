@NullMarked
package io.regent.restapi.client;

import org.jspecify.annotations.NullMarked;

/** Regent beside the real thing: Patroni members, Patroni's command line, and the clients in front of both. */
@NullMarked
package io.regent.it.interop;

import org.jspecify.annotations.NullMarked;

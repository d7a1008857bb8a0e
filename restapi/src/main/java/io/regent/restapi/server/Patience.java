package io.regent.restapi.server;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** How long a client may take over something before it is disconnected. */
@FunctionalInterface
interface Patience {

    /** The client was quick enough. */
    void cancel();

    /** Closes the connection after the time, unless cancelled before. */
    static Patience closeAfter(HttpServerExchange exchange, Duration time) {
        XnioExecutor.Key key = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), time.toMillis(), TimeUnit.MILLISECONDS);
        return key::remove;
    }
}

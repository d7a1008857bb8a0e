package io.regent.restapi.server;

import io.undertow.attribute.ExchangeAttribute;
import io.undertow.attribute.ResponseTimeAttribute;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request, at DEBUG only: health checks are many (API-016). */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final ExchangeAttribute LATENCY = new ResponseTimeAttribute(TimeUnit.MILLISECONDS);

    private RequestLog() {}

    /** Has the request noted when it is answered. */
    static void note(HttpServerExchange exchange) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        exchange.addExchangeCompleteListener((done, next) -> {
            LOG.debug(
                    "{} \"{} {} {}\" {} - latency: {} ms",
                    done.getSourceAddress().getAddress().getHostAddress(),
                    done.getRequestMethod(),
                    done.getRequestPath(),
                    done.getProtocol(),
                    done.getStatusCode(),
                    LATENCY.readAttribute(done));
            next.proceed();
        });
    }
}

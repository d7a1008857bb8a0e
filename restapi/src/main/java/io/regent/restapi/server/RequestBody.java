package io.regent.restapi.server;

import io.regent.restapi.operations.Reply;
import io.regent.restapi.operations.Reply.ErrorPage;
import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/** Whether a request must bring a body, and how it is read (API-008). */
enum RequestBody {
    /** A JSON object with something in it. */
    MANDATORY,
    /** A JSON object, or nothing. */
    OPTIONAL,
    /** Not looked at. */
    IGNORED;

    /** In bytes; more than any store accepts as a configuration. */
    static final int LARGEST = 2 * 1024 * 1024;

    private static final Duration WHOLE_BODY = Duration.ofSeconds(30);

    private static final int BAD_REQUEST = 400;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;

    /**
     * Reads the body without blocking, then calls one of the two, on an I/O thread. A client that is too slow is
     * disconnected.
     */
    void read(HttpServerExchange exchange, Consumer<Map<String, Object>> accepted, Consumer<Reply> refused) {
        if (this == IGNORED) {
            accepted.accept(Map.of());
            return;
        }
        long length = exchange.getRequestContentLength();
        if (this == MANDATORY && !exchange.getRequestHeaders().contains(Headers.CONTENT_LENGTH)) {
            refused.accept(new ErrorPage(LENGTH_REQUIRED));
            return;
        }
        if (length > LARGEST) {
            refused.accept(new ErrorPage(TOO_LARGE));
            return;
        }
        var impatience = Patience.closeAfter(exchange, WHOLE_BODY);
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(LARGEST);
        receiver.receiveFullBytes(
                (_, bytes) -> {
                    impatience.cancel();
                    judge(bytes, accepted, refused);
                },
                (_, failure) -> {
                    impatience.cancel();
                    if (failure instanceof Receiver.RequestToLargeException) {
                        refused.accept(new ErrorPage(TOO_LARGE));
                    } else {
                        IoUtils.safeClose(exchange.getConnection());
                    }
                });
    }

    private void judge(byte[] bytes, Consumer<Map<String, Object>> accepted, Consumer<Reply> refused) {
        if (bytes.length == 0 && this == OPTIONAL) {
            accepted.accept(Map.of());
            return;
        }
        Json.object(bytes)
                .filter(object -> this == OPTIONAL || !object.isEmpty())
                .ifPresentOrElse(accepted, () -> refused.accept(new ErrorPage(BAD_REQUEST)));
    }
}

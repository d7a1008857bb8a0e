package io.regent.restapi.server;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSinkConduit;

/**
 * An answer of a status line and an empty line, after which the connection is closed (API-037). Undertow would add
 * headers, so the bytes go past it, which is possible because nothing of the answer has been written yet.
 */
final class StatusLine {

    private static final Logger LOG = LoggerFactory.getLogger(StatusLine.class);

    private StatusLine() {}

    /** Must be called on the connection's I/O thread. */
    static void send(HttpServerExchange exchange, int code) {
        exchange.setStatusCode(code);
        var connection = (AbstractServerConnection) exchange.getConnection();
        try {
            StreamSinkConduit sink = connection.getOriginalSinkConduit();
            ByteBuffer line = ByteBuffer.wrap("HTTP/1.0 %d %s\r\n\r\n"
                    .formatted(code, StatusCodes.getReason(code))
                    .getBytes(StandardCharsets.US_ASCII));
            sink.write(line);
            sink.terminateWrites();
            sink.flush();
        } catch (IOException e) {
            LOG.debug("the client went away before the answer", e);
        } finally {
            IoUtils.safeClose(connection);
        }
    }
}

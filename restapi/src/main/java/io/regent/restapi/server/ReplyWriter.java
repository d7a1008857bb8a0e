package io.regent.restapi.server;

import io.regent.postgres.wal.Lsn;
import io.regent.restapi.RestApiSettings;
import io.regent.restapi.client.ConsentAnswer;
import io.regent.restapi.operations.Reply;
import io.regent.restapi.operations.Reply.Consent;
import io.regent.restapi.operations.Reply.Document;
import io.regent.restapi.operations.Reply.ErrorPage;
import io.regent.restapi.operations.Reply.Sentence;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Puts a reply into bytes (API-006, API-007, API-010, API-011). The connection is closed afterwards
 * (API-002), and also when the client does not take the bytes.
 */
record ReplyWriter(HttpServerExchange exchange, RestApiSettings settings, String version) {

    private static final Duration WHOLE_REPLY = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    void write(Reply reply) {
        switch (reply) {
            case Sentence(int code, String text) -> sentence(code, text);
            case Document(int code, Object json) -> normal(code, "application/json", Json.written(json));
            case Consent(Lsn position, Duration holds) -> consent(position, holds);
            case ErrorPage(int code) -> errorPage(code);
        }
    }

    private void consent(Lsn position, Duration holds) {
        exchange.getResponseHeaders().put(new HttpString("lsn"), position.position());
        exchange.getResponseHeaders().put(new HttpString(ConsentAnswer.TTL_HEADER), holds.toSeconds());
        sentence(OK, "Accepted");
    }

    /** A text of lines, for machines. */
    void text(String text) {
        normal(OK, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private void sentence(int code, String text) {
        if (code == UNAUTHORIZED) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Basic realm=\"Patroni\"");
        }
        normal(code, "text/html", text.getBytes(StandardCharsets.UTF_8));
    }

    private void normal(int code, String contentType, byte[] body) {
        settings.extraHeaders()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        send(code, contentType, body);
    }

    private void errorPage(int code) {
        String page = ErrorText.page(code, exchange.getRequestMethod().toString());
        send(code, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int code, String contentType, byte[] body) {
        Patience patience = Patience.closeAfter(exchange, WHOLE_REPLY);
        exchange.addExchangeCompleteListener((_, next) -> {
            patience.cancel();
            next.proceed();
        });
        exchange.setStatusCode(code);
        exchange.setPersistent(false);
        exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
        exchange.getResponseHeaders().put(Headers.SERVER, banner());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    private String banner() {
        return switch (settings.serverTokens()) {
            case ORIGINAL -> "Undertow";
            case PRODUCT_ONLY -> "Regent";
            case MINIMAL -> "Regent/" + version;
        };
    }
}

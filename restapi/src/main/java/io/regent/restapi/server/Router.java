package io.regent.restapi.server;

import io.regent.restapi.RestApiSettings;
import io.regent.restapi.access.BasicAuthentication;
import io.regent.restapi.health.Query;
import io.regent.restapi.operations.Reply;
import io.regent.restapi.operations.Reply.ErrorPage;
import io.regent.restapi.operations.Reply.Sentence;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the answer by the method and the first segment of the path (API-003 to API-005). Runs on I/O threads. */
final class Router implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final Node node;
    private final Workshop workshop;
    private final Map<String, Action> actions;
    private final HttpHandler reader = new HttpContinueReadHandler(this::route);
    private volatile RestApiSettings settings;

    Router(Node node, Workshop workshop, RestApiSettings settings) {
        this.node = node;
        this.workshop = workshop;
        this.actions = Action.of(node);
        this.settings = settings;
    }

    /** Puts other settings into force for the requests that come from now on. */
    void use(RestApiSettings changed) {
        settings = changed;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestLog.note(exchange);
        guarded(exchange, reader);
    }

    /** A handler that fails costs its own client the connection, and nobody else anything (API-013). */
    private void guarded(HttpServerExchange exchange, HttpHandler handler) throws Exception {
        try {
            handler.handleRequest(exchange);
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestPath(), e);
            if (exchange.isResponseStarted()) {
                exchange.getConnection().close();
            } else {
                reply(exchange, new ErrorPage(SERVER_ERROR));
            }
        }
    }

    private void route(HttpServerExchange exchange) {
        String path = "/" + exchange.getRequestPath().replaceFirst("^/+", "");
        String segment = path.substring(1).replaceFirst("/.*", "");
        switch (exchange.getRequestMethod().toString()) {
            case "GET" -> get(exchange, path, segment);
            case "HEAD", "OPTIONS" -> StatusLine.send(exchange, node.healthCode(path, query(exchange)));
            default -> act(exchange, segment);
        }
    }

    private void get(HttpServerExchange exchange, String path, String segment) {
        switch (segment) {
            case "liveness" -> StatusLine.send(exchange, node.livenessCode());
            case "readiness" -> StatusLine.send(exchange, node.readinessCode(query(exchange)));
            case "patroni" -> replyLater(exchange, node::status);
            case "metrics" -> new ReplyWriter(exchange, settings, node.version()).text(node.metrics());
            case "failsafe" -> reply(exchange, node.failsafe());
            case "decisions" -> replyLater(exchange, decisions(exchange));
            case "cluster" -> replyLater(exchange, node::cluster);
            case "config" -> replyNowOrLater(exchange, node.knownConfig(), node::config);
            case "history" -> replyNowOrLater(exchange, node.knownHistory(), node::history);
            default -> reply(exchange, node.health(path, query(exchange)));
        }
    }

    private Supplier<Reply> decisions(HttpServerExchange exchange) {
        return exchange.getQueryParameters().containsKey("last")
                ? node::lastDecision
                : () -> node.decisions(query(exchange).value("since"));
    }

    private void act(HttpServerExchange exchange, String segment) {
        Action.find(actions, exchange.getRequestMethod().toString(), segment)
                .ifPresentOrElse(
                        action -> actIfAllowed(exchange, action),
                        () -> reply(exchange, new ErrorPage(NOT_IMPLEMENTED)));
    }

    private void actIfAllowed(HttpServerExchange exchange, Action action) {
        var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
        switch (BasicAuthentication.judge(header, settings.credentials())) {
            case GRANTED ->
                action.body()
                        .read(
                                exchange,
                                body -> replyLater(
                                        exchange, () -> action.perform().apply(body)),
                                refusal -> reply(exchange, refusal));
            case NO_HEADER -> reply(exchange, new Sentence(UNAUTHORIZED, "no auth header received"));
            case NOT_AUTHENTICATED -> reply(exchange, new Sentence(UNAUTHORIZED, "not authenticated"));
        }
    }

    private void replyNowOrLater(HttpServerExchange exchange, Optional<Reply> now, Supplier<Reply> later) {
        now.ifPresentOrElse(known -> reply(exchange, known), () -> replyLater(exchange, later));
    }

    private void replyLater(HttpServerExchange exchange, Supplier<Reply> later) {
        workshop.handle(exchange, waiting -> guarded(waiting, ready -> reply(ready, later.get())));
    }

    private void reply(HttpServerExchange exchange, Reply reply) {
        new ReplyWriter(exchange, settings, node.version()).write(reply);
    }

    private static Query query(HttpServerExchange exchange) {
        return Query.of(exchange.getQueryString());
    }
}

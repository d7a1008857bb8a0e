package io.regent.restapi.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.xnio.IoUtils;

/** Where requests are handled that have to wait. A request that finds every place taken waits for one (API-012). */
final class Workshop implements AutoCloseable {

    private static final int PLACES = 32;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("restapi-request-", 1).factory());
    private final Semaphore places = new Semaphore(PLACES);

    /** Handles the request away from the I/O threads. */
    void handle(HttpServerExchange exchange, HttpHandler handler) {
        exchange.dispatch(threads, waiting -> {
            try {
                places.acquire();
            } catch (InterruptedException e) {
                IoUtils.safeClose(waiting.getConnection());
                Thread.currentThread().interrupt();
                return;
            }
            try {
                handler.handleRequest(waiting);
            } finally {
                places.release();
            }
        });
    }

    /** Interrupts whatever still waits. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

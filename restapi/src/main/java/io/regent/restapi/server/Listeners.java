package io.regent.restapi.server;

import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Opens listeners that share their I/O threads, so that a connection outlives the listener that accepted it. */
final class Listeners implements AutoCloseable {

    private static final int IO_THREADS = 2;
    private static final String ALL_INTERFACES = "0.0.0.0";
    private static final int LARGEST_HEADER = 16 * 1024;
    private static final Duration WHOLE_HEADER = Duration.ofSeconds(10);
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(30);

    private final XnioWorker ioThreads;

    Listeners() {
        try {
            this.ioThreads = Xnio.getInstance()
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_NAME, "restapi")
                            .set(Options.WORKER_IO_THREADS, IO_THREADS)
                            .set(Options.WORKER_TASK_CORE_THREADS, 1)
                            .set(Options.WORKER_TASK_MAX_THREADS, 1)
                            .set(Options.THREAD_DAEMON, true)
                            .getMap());
        } catch (IOException e) {
            throw new UncheckedIOException("no I/O threads for the REST API", e);
        }
    }

    /**
     * Opens an address.
     *
     * @throws ListenFailed when that is not possible
     */
    Listener open(RestApiSettings settings, HttpHandler handler) {
        ListenAddress address = settings.listen();
        Undertow undertow = Undertow.builder()
                .setWorker(ioThreads)
                .addHttpListener(address.port(), address.isAllInterfaces() ? ALL_INTERFACES : address.host())
                .setSocketOption(Options.BACKLOG, Math.max(1, settings.requestQueueSize()))
                .setSocketOption(Options.KEEP_ALIVE, true)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEADER)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) RequestBody.LARGEST)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) WHOLE_HEADER.toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) NEXT_REQUEST.toMillis())
                .setServerOption(UndertowOptions.RECORD_REQUEST_START_TIME, true)
                .setHandler(handler)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            throw new ListenFailed(address, e);
        }
        return new Listener() {
            @Override
            public int port() {
                return ((InetSocketAddress)
                                undertow.getListenerInfo().getFirst().getAddress())
                        .getPort();
            }

            @Override
            public void close() {
                undertow.stop();
            }
        };
    }

    /** Closes every connection. */
    @Override
    public void close() {
        ioThreads.shutdownNow();
    }
}

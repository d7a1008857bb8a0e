package io.regent.restapi.server;

import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.xnio.ChannelListeners;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** Opens listeners that share their I/O threads, so that a connection outlives the listener that accepted it. */
final class Listeners implements AutoCloseable {

    private static final int IO_THREADS = 2;
    private static final int LARGEST_HEADER = 16 * 1024;
    private static final Duration WHOLE_HEADER = Duration.ofSeconds(10);
    private static final Duration FIRST_BYTE = Duration.ofSeconds(30);

    private static final OptionMap HTTP = OptionMap.builder()
            .set(UndertowOptions.DECODE_URL, false)
            .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
            .set(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEADER)
            .set(UndertowOptions.MAX_ENTITY_SIZE, (long) RequestBody.LARGEST)
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) WHOLE_HEADER.toMillis())
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) FIRST_BYTE.toMillis())
            .set(UndertowOptions.RECORD_REQUEST_START_TIME, true)
            .getMap();

    private static final int BUFFER_SIZE = 4 * 1024;
    private static final int BUFFERS_KEPT = 64;
    private static final int BUFFERS_KEPT_BY_A_THREAD = 4;

    private final ByteBufferPool buffers =
            new DefaultByteBufferPool(true, BUFFER_SIZE, BUFFERS_KEPT, BUFFERS_KEPT_BY_A_THREAD);
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
        var http = new HttpOpenListener(buffers, HTTP);
        http.setRootHandler(handler);
        OptionMap sockets = OptionMap.builder()
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.TCP_NODELAY, true)
                .set(Options.KEEP_ALIVE, true)
                .set(Options.BACKLOG, Math.max(1, settings.requestQueueSize()))
                .getMap();
        try {
            AcceptingChannel<StreamConnection> channel = ioThreads.createStreamConnectionServer(
                    resolved(settings.listen()), ChannelListeners.openListenerAdapter(http), sockets);
            channel.resumeAccepts();
            return new Listener(channel);
        } catch (IOException | RuntimeException e) {
            throw new ListenFailed(settings.listen(), e);
        }
    }

    private static InetSocketAddress resolved(ListenAddress address) throws UnknownHostException {
        if (address.isAllInterfaces()) {
            return new InetSocketAddress(address.port());
        }
        var resolved = new InetSocketAddress(address.host(), address.port());
        if (resolved.isUnresolved()) {
            throw new UnknownHostException("the host is not known");
        }
        return resolved;
    }

    /** Closes every connection. */
    @Override
    public void close() {
        ioThreads.shutdownNow();
    }
}

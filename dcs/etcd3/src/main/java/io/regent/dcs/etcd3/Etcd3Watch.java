package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.regent.dcs.ClusterKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Watches a prefix for as long as the store is open.
 *
 * <p>Each stream begins with the present, so that no compaction can hurt it, and with one call for the leader key in the
 * place of whatever happened before. A stream ends when etcd cancels it, when its member loses the leader, or when the
 * connection answers no ping; the next one comes after a pause that grows until a stream has held for a while (LES-007,
 * LES-013).
 */
final class Etcd3Watch implements AutoCloseable {

    private static final Duration TO_OPEN = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(10);

    private final Etcd3Client client;
    private final Prefix prefix;
    private final Consumer<ClusterKey> listener;
    private final Thread thread = Thread.ofVirtual().name("etcd3-watch").unstarted(this::watch);
    private volatile boolean closed;

    Etcd3Watch(Etcd3Client client, Prefix prefix, Consumer<ClusterKey> listener) {
        this.client = client;
        this.prefix = prefix;
        this.listener = listener;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void watch() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            long start = System.nanoTime();
            watchOnce();
            boolean wasSteady = System.nanoTime() - start > STEADY.toNanos();
            pause = wasSteady ? FIRST_PAUSE : longer(pause);
            rest(pause);
        }
    }

    /** Opens a stream and follows it to its end. */
    private void watchOnce() {
        try {
            Stream stream = client.call(Budget.of(TO_OPEN), this::open).message();
            stream.awaitEnd();
        } catch (Silence | LeaseLost e) {
            // The same silence reaches the loop through its own requests, which is where it is reported and acted upon.
            return;
        }
    }

    private Stream open(Stubs stubs) {
        var stream = new Stream();
        StreamObserver<WatchRequest> requests = stubs.watches().watch(stream);
        try {
            requests.onNext(prefix.watch());
            stream.created.get(stubs.atMost().toNanos(), TimeUnit.NANOSECONDS);
            return stream;
        } catch (TimeoutException e) {
            throw cancelled(requests, Status.DEADLINE_EXCEEDED.withDescription("no watch in time"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(requests, Status.CANCELLED.withDescription("interrupted"));
        } catch (ExecutionException e) {
            throw cancelled(requests, Status.fromThrowable(e));
        }
    }

    private static StatusRuntimeException cancelled(StreamObserver<WatchRequest> requests, Status status) {
        StatusRuntimeException cause = status.asRuntimeException();
        requests.onError(cause);
        return cause;
    }

    private void tell(ClusterKey key) {
        if (!closed) {
            listener.accept(key);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static void rest(Duration about) {
        long nanos = about.toNanos();
        LockSupport.parkNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2));
    }

    /** What comes from etcd on one stream. */
    private final class Stream implements StreamObserver<WatchResponse> {

        private final CompletableFuture<Void> created = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        void awaitEnd() {
            try {
                ended.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | CompletionException e) {
                return;
            }
        }

        @Override
        public void onNext(WatchResponse response) {
            if (response.getCanceled()) {
                onError(Status.UNAVAILABLE
                        .withDescription("the watch was cancelled: " + response.getCancelReason())
                        .asRuntimeException());
            } else if (response.getCreated()) {
                created.complete(null);
                tell(ClusterKey.LEADER);
            }
            response.getEventsList().stream()
                    .map(Event::getKv)
                    .map(prefix::keyOf)
                    .forEach(Etcd3Watch.this::tell);
        }

        @Override
        public void onError(Throwable cause) {
            created.completeExceptionally(cause);
            ended.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {
            onError(Status.UNAVAILABLE.withDescription("the watch ended").asRuntimeException());
        }
    }
}

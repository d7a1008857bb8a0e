package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one endpoint.
 *
 * <p>A connection that failed is thrown away and not repaired, so that the next one resolves the name again, waits for no
 * back-off and reads the certificates anew.
 */
final class Link implements AutoCloseable {

    private final Endpoint endpoint;
    private final Connector connector;
    private @Nullable ManagedChannel channel;
    private boolean closed;

    Link(Endpoint endpoint, Connector connector) {
        this.endpoint = endpoint;
        this.connector = connector;
    }

    boolean isTo(Endpoint other) {
        return endpoint.equals(other);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /**
     * The connection, ready for use.
     *
     * @throws StatusRuntimeException when there is none in time; nothing has been asked of the server then
     */
    ManagedChannel connect(Duration atMost) {
        ManagedChannel current = current();
        Budget budget = Budget.of(atMost);
        try {
            for (var state = current.getState(true); state != ConnectivityState.READY; state = current.getState(true)) {
                if (state == ConnectivityState.TRANSIENT_FAILURE || state == ConnectivityState.SHUTDOWN) {
                    throw reasonOfFailure(current, budget);
                }
                awaitChange(current, state, budget);
            }
            return current;
        } catch (StatusRuntimeException e) {
            discard(current);
            throw e;
        }
    }

    /** Throws the connection away, unless another thread already did. */
    synchronized void discard(ManagedChannel failed) {
        failed.shutdownNow();
        if (failed.equals(channel)) {
            channel = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (channel != null) {
            discard(channel);
        }
    }

    private synchronized ManagedChannel current() {
        if (closed) {
            throw Status.CANCELLED.withDescription("the store is closed").asRuntimeException();
        }
        if (channel == null) {
            channel = connector.open(endpoint);
        }
        return channel;
    }

    private static void awaitChange(ManagedChannel channel, ConnectivityState state, Budget budget) {
        var changed = new CountDownLatch(1);
        channel.notifyWhenStateChanged(state, changed::countDown);
        try {
            if (!changed.await(budget.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw Status.DEADLINE_EXCEEDED
                        .withDescription("no connection in time")
                        .asRuntimeException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
        }
    }

    /** The state of a channel does not say why; a request that changes nothing does. */
    private static StatusRuntimeException reasonOfFailure(ManagedChannel channel, Budget budget) {
        try {
            RangeResponse _ = KVGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Math.max(1, budget.left().toMillis()), TimeUnit.MILLISECONDS)
                    .range(RangeRequest.newBuilder().setCountOnly(true).build());
        } catch (StatusRuntimeException e) {
            return e;
        }
        return Status.UNAVAILABLE
                .withDescription("the connection comes and goes")
                .asRuntimeException();
    }
}

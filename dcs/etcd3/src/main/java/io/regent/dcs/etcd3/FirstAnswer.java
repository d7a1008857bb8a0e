package io.regent.dcs.etcd3;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Uses a service of two streams as if it were a plain call: one request, the first answer, the end. */
final class FirstAnswer<T> implements StreamObserver<T> {

    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private FirstAnswer() {}

    /**
     * Asks and waits; the deadline of the service bounds the wait.
     *
     * @throws StatusRuntimeException when the stream ends without an answer
     */
    static <Q, T> T of(Function<StreamObserver<T>, StreamObserver<Q>> service, Q request) {
        var observer = new FirstAnswer<T>();
        StreamObserver<Q> requests = service.apply(observer);
        try {
            requests.onNext(request);
            requests.onCompleted();
            return observer.answer.join();
        } catch (CompletionException e) {
            throw Status.fromThrowable(e).asRuntimeException();
        }
    }

    @Override
    public void onNext(T first) {
        answer.complete(first);
    }

    @Override
    public void onError(Throwable cause) {
        answer.completeExceptionally(cause);
    }

    @Override
    public void onCompleted() {
        answer.completeExceptionally(Status.UNAVAILABLE
                .withDescription("the stream ended without an answer")
                .asRuntimeException());
    }
}

package io.regent.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Asks one endpoint as load balancers do: a connection for each request, so many at a time. */
final class HttpLoad {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final double PERCENTILE = 0.99;

    private final int port;
    private final byte[] request;

    HttpLoad(int port, String endpoint) {
        this.port = port;
        request =
                "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n".formatted(endpoint).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What so many clients at a time got.
     *
     * @param perSecond answers in a second, all clients together
     * @param p99Millis 99 of 100 answers took no longer, from the call to connect to the last byte
     * @param failures requests without the status 200
     */
    record Result(double perSecond, double p99Millis, long failures) {}

    Result run(int clients) {
        measure(clients, WARM_UP);
        return measure(clients, MEASURED);
    }

    private Result measure(int clients, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            Callable<long[]> client = () -> ask(end);
            var times = new ArrayList<long[]>();
            for (var answers : threads.invokeAll(java.util.Collections.nCopies(clients, client))) {
                times.add(answers.get());
            }
            return summary(times, duration);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the load could not be made", e);
        }
    }

    private static Result summary(List<long[]> times, Duration duration) {
        long[] all = times.stream().flatMapToLong(Arrays::stream).toArray();
        long[] good = Arrays.stream(all).filter(time -> time >= 0).sorted().toArray();
        double p99 = good.length == 0 ? Double.NaN : good[(int) ((good.length - 1) * PERCENTILE)] / 1e6;
        return new Result(good.length / (double) duration.toSeconds(), p99, all.length - good.length);
    }

    /** The nanoseconds of every answer; -1 for a failure. */
    private long[] ask(long end) {
        var times = new ArrayList<Long>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            times.add(answered() ? System.nanoTime() - start : -1L);
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private boolean answered() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream().write(request);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("HTTP/1.") && answer.startsWith(" 200", "HTTP/1.0".length());
        } catch (IOException | UncheckedIOException refused) {
            return false;
        }
    }
}

package io.regent.restapi.client;

import io.regent.dcs.Deadline;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What is left of the time of one request. */
record TimeLeft(Deadline deadline) {

    static TimeLeft of(Duration timeout) {
        return new TimeLeft(Deadline.after(System.nanoTime(), timeout));
    }

    /**
     * At least one, as sockets take 0 for ever.
     *
     * @throws SocketTimeoutException when nothing is left
     */
    int millis() throws SocketTimeoutException {
        Duration left = deadline.leftAt(System.nanoTime());
        if (!left.isPositive()) {
            throw new SocketTimeoutException();
        }
        return Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE);
    }
}

package io.regent.postgres.local;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.sql.Monitor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Asks the server what it is doing at this moment, for callers outside the cycle: one after the other, on one session of their own. */
final class PresentFacts {

    /** Other members wait for two seconds in all (HA-024). */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Monitor monitor = new Monitor(settings -> LIMIT);
    private final ReentrantLock turn = new ReentrantLock(true);

    /** Empty when the server does not answer, or when those who asked before take all the time. */
    Optional<ServerFacts> ask(PostgresSettings settings) throws InterruptedException {
        if (!turn.tryLock(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            Optional<ServerFacts> facts = askOnce(settings);
            return facts.isPresent() || Thread.currentThread().isInterrupted() ? facts : askOnce(settings);
        } finally {
            turn.unlock();
        }
    }

    /** The session of an earlier question may have ended with the server of that time; the second try opens another one (API-046). */
    private Optional<ServerFacts> askOnce(PostgresSettings settings) {
        return switch (monitor.ask(settings, Map.of())) {
            case Monitor.Answer.Known(ServerFacts facts) -> Optional.of(facts);
            case Monitor.Answer.NotAccepting _, Monitor.Answer.Silent _ -> Optional.empty();
        };
    }

    void close() {
        monitor.close();
    }
}

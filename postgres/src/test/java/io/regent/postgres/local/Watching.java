package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for what a real server does by itself. */
final class Watching {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Watching() {}

    static ServerFacts await(Postgres server, Predicate<ServerFacts> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        PostgresState last = server.observe();
        while (System.nanoTime() < end) {
            last = server.observe();
            if (last instanceof PostgresState.Running(ServerFacts facts) && condition.test(facts)) {
                return facts;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("still " + last);
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}

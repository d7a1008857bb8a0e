package io.regent.agent.fake;

import io.regent.dcs.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks of a machine, which go on only when they are told to. */
public final class ManualClock implements MonotonicClock, InstantSource {

    private static final Instant EPOCH = Instant.parse("2026-01-02T03:04:05Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();

    @Override
    public long nanos() {
        looks.incrementAndGet();
        return nanos.get();
    }

    /** How often somebody has looked at it. */
    public long looks() {
        return looks.get();
    }

    @Override
    public Instant instant() {
        return EPOCH.plusNanos(nanos.get());
    }

    /** Lets time pass. */
    public void advance(Duration span) {
        nanos.addAndGet(span.toNanos());
    }
}

package io.regent.dcs;

/** A clock that never jumps and never goes back, and that counts the time in which the machine was suspended (LES-048). */
@FunctionalInterface
public interface MonotonicClock {

    /** Nanoseconds since an arbitrary origin; two readings may be subtracted, nothing else. */
    long nanos();
}

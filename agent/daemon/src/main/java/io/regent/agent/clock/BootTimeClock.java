package io.regent.agent.clock;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;
import io.regent.dcs.MonotonicClock;

/**
 * {@code CLOCK_BOOTTIME}: monotonic, and counting the time in which the machine was suspended, which {@link System#nanoTime}
 * does not (LES-048; clock_gettime(2)).
 */
public final class BootTimeClock implements MonotonicClock {

    private static final int CLOCK_BOOTTIME = 7;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private interface LibC extends Library {
        int clock_gettime(int clock, Timespec time) throws LastErrorException;
    }

    /** {@code struct timespec}. Public fields, because JNA reads them by reflection. */
    @Structure.FieldOrder({"seconds", "nanos"})
    public static final class Timespec extends Structure {
        public NativeLong seconds = new NativeLong();
        public NativeLong nanos = new NativeLong();
    }

    private final LibC libc = Native.load("c", LibC.class);

    @Override
    public long nanos() {
        var time = new Timespec();
        libc.clock_gettime(CLOCK_BOOTTIME, time);
        return time.seconds.longValue() * NANOS_PER_SECOND + time.nanos.longValue();
    }
}

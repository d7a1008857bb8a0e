package io.regent.agent.clock;

import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * The two clocks.
 *
 * @param monotonic for everything that has to do with the lease (LES-038)
 * @param wall for the schedules of operators and for what they read, and for nothing else
 */
public record Clocks(MonotonicClock monotonic, InstantSource wall) {

    /** The clocks of this machine. */
    public static Clocks system() {
        return new Clocks(new BootTimeClock(), InstantSource.system());
    }

    /** The time of day, in the machine's zone. */
    public OffsetDateTime timeOfDay() {
        return wall.instant().atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }

    /** The point on the monotonic clock at which the wall clock will show the time, if nobody sets it meanwhile. */
    public Deadline at(OffsetDateTime time) {
        return Deadline.after(monotonic.nanos(), Duration.between(wall.instant(), time));
    }
}

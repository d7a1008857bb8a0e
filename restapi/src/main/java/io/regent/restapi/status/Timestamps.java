package io.regent.restapi.status;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** How points in time are written. */
public final class Timestamps {

    private static final DateTimeFormatter SPACED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx");
    private static final DateTimeFormatter ISO_SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter ISO_MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private static final int NANOS_PER_MICRO = 1_000;

    private Timestamps() {}

    /** {@code 2023-08-18 11:03:37.966359+00:00}, as the server's times are shown (API-049). */
    public static String spaced(OffsetDateTime time) {
        return SPACED.format(time);
    }

    /** {@code 2023-09-24T10:36:00+02:00}, with microseconds when there are any, as schedules are shown (API-084). */
    public static String iso(OffsetDateTime time) {
        return (time.getNano() < NANOS_PER_MICRO ? ISO_SECONDS : ISO_MICROS).format(time);
    }
}

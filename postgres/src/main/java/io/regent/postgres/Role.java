package io.regent.postgres;

/** What a running server is: {@code pg_is_in_recovery()} said no, or yes. */
public enum Role {
    PRIMARY,
    STANDBY
}

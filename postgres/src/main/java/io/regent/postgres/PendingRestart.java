package io.regent.postgres;

/** A changed setting that acts only after a restart (HA-210), values in the words of {@code SHOW}. */
public record PendingRestart(String parameter, String oldValue, String newValue) {}

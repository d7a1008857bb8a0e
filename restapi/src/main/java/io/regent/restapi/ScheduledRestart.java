package io.regent.restapi;

import java.time.OffsetDateTime;

/** A restart that waits for its time; its conditions are judged when that time has come (API-116). */
public record ScheduledRestart(OffsetDateTime at, RestartConditions conditions) {}

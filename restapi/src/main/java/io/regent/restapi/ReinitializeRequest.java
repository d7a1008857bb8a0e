package io.regent.restapi;

/**
 * How to clone again.
 *
 * @param force cancel another long action first (API-122)
 * @param fromLeader clone from the leader even when another source is preferred (API-123)
 */
public record ReinitializeRequest(boolean force, boolean fromLeader) {}

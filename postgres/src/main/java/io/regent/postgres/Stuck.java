package io.regent.postgres;

/**
 * A standby that runs and does not get on by itself (LES-074).
 *
 * @param reason in words for people
 * @param diverged whether its data are not what the leader's are, so that nobody should read them (LES-088)
 */
public record Stuck(String reason, boolean diverged) {}

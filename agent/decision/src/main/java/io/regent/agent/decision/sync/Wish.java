package io.regent.agent.decision.sync;

/**
 * What operators want of synchronous replication, where it is on.
 *
 * @param quorum any so many standbys instead of chosen ones ({@code synchronous_mode: quorum})
 * @param strict never without a synchronous standby, not even when none is left (HA-142)
 * @param count how many standbys must have a commit; 1 or more (HA-141)
 */
public record Wish(boolean quorum, boolean strict, int count) {}

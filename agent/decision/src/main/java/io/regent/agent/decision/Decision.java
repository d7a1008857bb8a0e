package io.regent.agent.decision;

/**
 * What to do, and the row of the table that said so.
 *
 * @param rule names the row in logs, metrics and tests
 */
public record Decision(Action action, Rule rule) {}

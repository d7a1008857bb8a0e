package io.regent.agent.simulation.engine;

/** Who goes first of those who are due at the same instant, for example when a frozen machine thaws. */
public enum Order {
    WORLD,
    FENCE,
    SERVER,
    AGENT
}

package io.regent.agent.simulation.engine;

/** What a process runs on: it may stand still for a while, and whatever was to happen then happens when it goes on. */
@FunctionalInterface
public interface Host {

    /** Never stands still. */
    Host ALWAYS_RUNNING = () -> 0;

    /** Until when it stands still, in virtual nanoseconds; a point in the past when it runs. */
    long frozenUntil();
}

package io.regent.agent.decision;

/** Whether this member may initialise the cluster (HA-090). */
public enum Claim {
    NOT_MADE,
    WON,
    LOST
}

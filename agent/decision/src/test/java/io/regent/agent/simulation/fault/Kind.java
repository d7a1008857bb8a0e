package io.regent.agent.simulation.fault;

/** What can happen. The words are those of the list of lessons. */
public enum Kind {
    /** {@code part(node, other)}. */
    CUT_NODES,
    /** {@code part(node, dcs)}. */
    CUT_FROM_STORE,
    CUT_FROM_CLIENTS,
    /** From everybody and everything. */
    ISOLATE,
    STORE_DOWN,
    /** {@code dcs.minority(node)}. */
    MINORITY_STORE,
    /** {@code slow(node, dcs)}. */
    SLOW_STORE,
    /** {@code dcs.lostreply}. */
    LOST_REPLIES,
    /** {@code kill(agent)}. */
    KILL_AGENT,
    /** {@code freeze(agent)}: the whole process, its fence included. */
    STOP_AGENT_PROCESS,
    /** The loop alone hangs; the fence goes on. */
    HANG_LOOP,
    /** {@code freeze(machine)}. */
    FREEZE_MACHINE,
    /** {@code kill(server)}. */
    KILL_SERVER,
    /** {@code pg.hang}. */
    HANG_SERVER,
    /** {@code power(node)}. */
    POWER_CUT,
    /** {@code pg.slowstop}. */
    SLOW_STOP,
    SLOW_START,
    SLOW_PROMOTION,
    SLOW_HOOK,
    SLOW_REPLICATION,

    /** An operator asks the leader to step down, sometimes for a named candidate. */
    SWITCHOVER,
    /** An operator names a candidate. */
    FAILOVER,
    PAUSE,
    /** The service manager stops the agent and starts it again. */
    STOP_AGENT,
    RESTART_SERVER,
    REINITIALIZE
}

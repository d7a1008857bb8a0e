package io.regent.agent.simulation.fault;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can happen. The words in the comments are those of the list of lessons. */
public enum Kind {
    /** {@code part(node, other)}. */
    CUT_NODES(LineFaults::cutNodes),
    /** {@code part1(node > other)}. */
    CUT_NODES_ONE_WAY(LineFaults::cutNodesOneWay),
    /** {@code part(node, dcs)}. */
    CUT_FROM_STORE(LineFaults::cutFromStore),
    /** {@code part1(node > dcs)}: requests are lost, but the node is told of changes. */
    CUT_WAY_TO_STORE(LineFaults::cutWayToStore),
    /** {@code part1(dcs > node)}: requests are served, and their answers are lost. */
    CUT_WAY_FROM_STORE(LineFaults::cutWayFromStore),
    CUT_FROM_CLIENTS(LineFaults::cutFromClients),
    /** From everybody and everything. */
    ISOLATE(LineFaults::isolate),
    /** From everybody but the store (LES-049). */
    CUT_FROM_ALL_BUT_STORE(LineFaults::cutFromAllButStore),
    /** {@code slow(node, other, d)}. */
    SLOW_NODES(LineFaults::slowNodes),
    /** {@code slow(node, dcs, d)}. */
    SLOW_STORE(LineFaults::slowStore),
    /** {@code hang(node, other)}: streams stay open and bring nothing. */
    HANG_NODES(LineFaults::hangNodes),
    /** {@code hang(node, dcs)}: requests are held up, and arrive long after their sender gave up. */
    HANG_STORE(LineFaults::hangStore),

    STORE_DOWN(StoreFaults::down),
    /** {@code dcs.minority(node)}. */
    MINORITY_STORE(StoreFaults::minority),
    /** {@code dcs.err(e)}: an error at once, whether the request was served or not. */
    STORE_ERRORS(StoreFaults::errors),
    /** {@code dcs.lostreply}. */
    LOST_REPLIES(StoreFaults::lostReplies),
    /** {@code watch.cancel}, without a word to the one who watches. */
    WATCH_CANCELLED(StoreFaults::watchCancelled),
    /** {@code dcs.wipe}. */
    STORE_WIPED(StoreFaults::wiped),
    /** {@code dcs.restore(t)}. */
    STORE_RESTORED(StoreFaults::restored),
    /** An outsider deletes the leader key before its time (LES-008). */
    LEADER_KEY_DELETED(StoreFaults::leaderKeyDeleted),

    /** {@code kill(agent)}. */
    KILL_AGENT(HostFaults::killAgent),
    /** {@code freeze(agent)}: the whole process, its fence included. */
    STOP_AGENT_PROCESS(HostFaults::stopAgentProcess),
    /** {@code freeze(loop)}: the loop alone hangs; the fence goes on. */
    HANG_LOOP(HostFaults::hangLoop),
    /** {@code freeze(machine)}. */
    FREEZE_MACHINE(HostFaults::freezeMachine),
    /** {@code freeze(machine)} together with {@code clock.step}: the monotonic clock does not show the pause. */
    FREEZE_MACHINE_AND_CLOCK(HostFaults::freezeMachineAndClock),
    /** {@code clock.step(node, d)}: the wall clock jumps, forwards or back. */
    WALL_CLOCK_STEP(HostFaults::wallClockStep),
    /** {@code power(node)}: what was not synced is lost. */
    POWER_CUT(HostFaults::powerCut),
    /** {@code io.stall(PGDATA, d)}. */
    STALL_DISK(HostFaults::stallDisk),
    /** {@code io.enospc}. */
    FULL_DISK(HostFaults::fullDisk),
    /** {@code tool.die(cmd, point)}: whatever is cloned, rewound or recovered ends part way. */
    TOOLS_DIE(HostFaults::toolsDie),

    /** {@code kill(server)}. */
    KILL_SERVER(ServerFaults::kill),
    /** {@code pg.hang}. */
    HANG_SERVER(ServerFaults::hang),
    /** {@code freeze(one backend)}: it outlives the postmaster, and goes on for a moment when it thaws. */
    FREEZE_BACKEND(ServerFaults::freezeBackend),
    /** {@code freeze(postmaster only)}: sessions go on; nobody gets in, and no request to stop gets through. */
    FREEZE_POSTMASTER(ServerFaults::freezePostmaster),
    /** {@code pg.slowstop(archiver)}: the shutdown checkpoint is written, and the archiver does not end. */
    SLOW_STOP(ServerFaults::slowStop),
    /** {@code pg.slowstop(walsender)}: the shutdown checkpoint is written, and a standby does not get it. */
    SLOW_STOP_WALSENDER(ServerFaults::slowStopWalsender),
    /** {@code pg.slowstop(worker)}: a worker does not end, and so there is no shutdown checkpoint. */
    SLOW_STOP_WORKER(ServerFaults::slowStopWorker),
    SLOW_START(ServerFaults::slowStart),
    SLOW_PROMOTION(ServerFaults::slowPromotion),
    SLOW_HOOK(ServerFaults::slowHook),
    SLOW_REPLICATION(ServerFaults::slowReplication),
    /** {@code wal.gone(range)}: the server lacks what a standby that is behind needs, and the archive is out of reach. */
    WAL_GONE(ServerFaults::walGone),

    /** An operator asks the leader to step down, sometimes for a named candidate. */
    SWITCHOVER(OperatorFaults::switchover),
    /** The same, at a time that the wall clocks of the nodes have to reach. */
    SCHEDULED_SWITCHOVER(OperatorFaults::scheduledSwitchover),
    /** An operator names a candidate. */
    FAILOVER(OperatorFaults::failover),
    PAUSE(OperatorFaults::pause),
    /** Another {@code ttl} for a while, shorter or longer (LES-018). */
    CHANGE_TTL(OperatorFaults::changeTtl),
    /** Another {@code synchronous_mode}, strictness or count, for good; of no meaning where there never was one. */
    CHANGE_SYNC(OperatorFaults::changeSync),
    /** The service manager stops the agent and starts it again. */
    STOP_AGENT(OperatorFaults::stopAgent),
    RESTART_SERVER(OperatorFaults::restartServer),
    REINITIALIZE(OperatorFaults::reinitialize);

    /** Lets it begin, and says how it is undone. */
    @FunctionalInterface
    interface Effect {
        Optional<Runnable> begin(Scene scene);
    }

    @SuppressWarnings("ImmutableEnumChecker") // all effects are methods without a state
    private final Effect effect;

    Kind(Effect effect) {
        this.effect = effect;
    }

    Optional<Runnable> begin(Scene scene) {
        return effect.begin(scene);
    }

    /** What random plans are made of. */
    public static Set<Kind> random() {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        kinds.removeAll(Undefended.KINDS.keySet());
        return kinds;
    }
}

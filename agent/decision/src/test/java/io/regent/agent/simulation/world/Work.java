package io.regent.agent.simulation.world;

import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.Task;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Routine;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Directory;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.agent.simulation.server.Tempo.Slowness;
import io.regent.agent.simulation.server.Wal;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.wal.SystemIdentifier;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The long operations on the local server. Whatever can make it a primary looks at the lease right before the step that cannot
 * be taken back.
 */
final class Work {

    private static final Duration LOOK = Duration.ofMillis(100);
    /** How long an immediate stop may take before the processes are killed. */
    static final Duration IMMEDIATE_STOP = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As in production: what was told to become a primary is waited for, or stopped. */
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private static final Outcome NO_LEASE = new Outcome.Failed("the lease does not last long enough");

    private final World world;
    private final Node node;
    private final Server server;
    private final BackgroundSlot slot;
    private final Fencing fence;
    private final WatchdogGuard watchdog;
    private final BooleanSupplier mayWrite;
    private final Chance chance;

    Work(
            World world,
            Node node,
            BackgroundSlot slot,
            Fencing fence,
            WatchdogGuard watchdog,
            BooleanSupplier mayWrite,
            Chance chance) {
        this.world = world;
        this.node = node;
        this.server = node.server();
        this.slot = slot;
        this.fence = fence;
        this.watchdog = watchdog;
        this.mayWrite = mayWrite;
        this.chance = chance;
    }

    void bootstrap() {
        slot.begin(Task.BOOTSTRAP, () -> {
            Routine.sleep(chance.millis(1_000, 8_000));
            if (node.disk().breaksTools()) {
                return new Outcome.Failed("initdb ended part way");
            }
            long id = world.nextIdentity();
            var system = new SystemIdentifier("7%018d".formatted(id));
            Wal log = Wal.first(id);
            server.replace(new Directory.Whole(new Data(system, log, State.SHUT_DOWN, log.end(), false)));
            server.commits().waitFor(Optional.empty());
            server.launch(Role.PRIMARY, Optional.empty());
            return untilUp();
        });
    }

    void startPrimary() {
        slot.begin(Task.START_PRIMARY, () -> start(Role.PRIMARY, Optional.empty()));
    }

    void startStandby(Optional<Origin> upstream) {
        slot.begin(Task.START_STANDBY, () -> start(Role.STANDBY, upstream.map(Work::address)));
    }

    void follow(Optional<Origin> upstream) {
        slot.begin(Task.FOLLOW, () -> {
            Routine.sleep(chance.millis(10, 500));
            server.follow(upstream.map(Work::address));
            return new Outcome.Done();
        });
    }

    private static String address(Origin origin) {
        return switch (origin) {
            case Origin.Peer(MemberName member) -> member.value();
            case Origin.Remote _ -> RemoteSite.ADDRESS;
        };
    }

    void promote() {
        slot.begin(Task.PROMOTE, () -> {
            Routine.sleep(server.tempo().isSlow(Slowness.HOOK) ? chance.millis(5_000, 60_000) : chance.millis(1, 300));
            if (!mayWrite.getAsBoolean()) {
                return NO_LEASE;
            }
            if (!server.runsAs(Role.STANDBY) || server.isShuttingDown()) {
                return new Outcome.Failed("there is no running standby to promote");
            }
            slot.commit();
            world.ledger()
                    .promoted(new Ledger.Promotion(
                            world.now(),
                            node.name(),
                            node.mandate(),
                            server.data().orElseThrow().wal().position(),
                            world.cluster()));
            server.promote();
            return until(() -> server.runsAs(Role.PRIMARY), UNLIMITED);
        });
    }

    void demote(Demotion kind) {
        slot.begin(Task.DEMOTE, () -> switch (kind) {
            case OFFLINE -> {
                Outcome stopped = disarmed(stopFast());
                yield stopped instanceof Outcome.Done && server.data().isPresent()
                        ? start(Role.STANDBY, Optional.empty())
                        : stopped;
            }
            case GRACEFUL -> {
                Routine.sleep(chance.millis(50, 3_000));
                yield disarmed(stopFast());
            }
            case TO_STANDBY_CLUSTER -> disarmed(stopFast());
            case IMMEDIATE, IMMEDIATE_NOLOCK -> disarmed(stopNow());
        });
    }

    void restart() {
        slot.begin(Task.RESTART, () -> {
            Role role = server.role();
            Optional<String> upstream = server.upstream();
            stopFast();
            return start(role, upstream);
        });
    }

    void copy(Origin source) {
        slot.begin(Task.CLONE, () -> {
            if (server.data().isPresent() && !world.isServing(source, node.name())) {
                return new Outcome.NotReady("the source does not answer");
            }
            stopNow();
            boolean anotherCopy = world.nodes().stream()
                    .anyMatch(other -> other != node && other.server().data().isPresent());
            if (server.data().isPresent()) {
                world.ledger().removed(world.now(), node.name(), anotherCopy);
            }
            server.replace(new Directory.HalfDone(PostgresState.HalfDone.Work.CLONE));
            server.commits().waitFor(Optional.empty());
            if (!whileServing(source)) {
                return new Outcome.Failed("the source does not answer");
            }
            Server from = world.server(source);
            Data theirs = from.data().orElseThrow();
            State state = from.role() == Role.PRIMARY ? State.IN_PRODUCTION : State.IN_ARCHIVE_RECOVERY;
            server.replace(
                    new Directory.Whole(new Data(theirs.system(), theirs.wal(), state, theirs.checkpoint(), true)));
            return new Outcome.Done();
        });
    }

    /** Nobody in this world keeps a backup. */
    void copyWithoutLeader() {
        slot.begin(Task.CLONE, () -> new Outcome.Failed("there is no backup"));
    }

    /** What the leader does not have cannot be copied, and then the server goes on as it is. */
    void copySlots(Action.CopySlots copy) {
        slot.begin(Task.COPY_SLOTS, () -> {
            var leader = new Origin.Peer(copy.leader());
            if (!world.isServing(leader, node.name())) {
                return new Outcome.Failed("the leader does not answer");
            }
            var copies = new TreeMap<>(world.server(leader).slots().logical());
            copies.keySet().retainAll(copy.slots());
            if (copies.isEmpty()) {
                return new Outcome.Failed("the leader has none of the slots");
            }
            Optional<String> upstream = server.upstream();
            stopFast();
            server.slots().logical().putAll(copies);
            return start(Role.STANDBY, upstream);
        });
    }

    void rewind(Origin source) {
        slot.begin(Task.REWIND, () -> {
            if (!isReadyForRewind(source)) {
                return sourceNotReady();
            }
            if (server.phase() != Phase.DOWN) {
                stopFast();
            }
            Optional<Data> mine = server.data();
            if (mine.filter(data -> data.control().isUncleanPrimary()).isPresent()) {
                return new Outcome.Failed("the target server must be shut down cleanly");
            }
            if (!isReadyForRewind(source)) {
                return sourceNotReady();
            }
            if (mine.isPresent() && needsNoRewind(mine.orElseThrow(), source)) {
                return new Outcome.Done();
            }
            if (mine.filter(data -> !server.oldLog().reachesBackTo(data.wal().end()))
                    .isPresent()) {
                return new Outcome.Failed("could not find the last common checkpoint in the log");
            }
            server.replace(new Directory.HalfDone(PostgresState.HalfDone.Work.REWIND));
            if (!whileServing(source)) {
                return isReadyForRewind(source) ? new Outcome.Failed("the tool broke") : sourceNotReady();
            }
            Data theirs = world.server(source).data().orElseThrow();
            server.replace(new Directory.Whole(
                    new Data(theirs.system(), theirs.wal(), State.IN_ARCHIVE_RECOVERY, theirs.checkpoint(), true)));
            return new Outcome.Done();
        });
    }

    void recover() {
        slot.begin(Task.RECOVER, () -> {
            Optional<Data> mine = server.data();
            if (mine.isEmpty() || server.phase() != Phase.DOWN) {
                return new Outcome.Failed("there is nothing to recover, or a server runs");
            }
            if (mine.orElseThrow().backupLabel()) {
                return new Outcome.Failed("the data is a copy that was not started yet");
            }
            Routine.sleep(server.tempo().singleUser());
            if (node.disk().breaksTools() || server.hasSurvivor()) {
                return new Outcome.Failed("the recovery ended part way");
            }
            Wal log = mine.orElseThrow().wal().continuedBy(world.nextIdentity());
            long checkpoint = log.end() - Wal.CHECKPOINT_RECORD;
            server.replace(new Directory.Whole(
                    new Data(mine.orElseThrow().system(), log, State.SHUT_DOWN, checkpoint, false)));
            return new Outcome.Done();
        });
    }

    /** Stops at once whatever runs, and puts the data aside, as after a failed bootstrap. */
    void putAside() {
        slot.end();
        server.die();
        server.replace(new Directory.Empty());
    }

    private Outcome start(Role role, Optional<String> upstream) {
        Routine.sleep(chance.millis(10, 200));
        if (server.data().isEmpty()) {
            return new Outcome.Failed("there is no data");
        }
        if (role == Role.PRIMARY && !mayWrite.getAsBoolean()) {
            return NO_LEASE;
        }
        if (role == Role.PRIMARY) {
            fence.serverStarts();
        }
        if (role == Role.STANDBY) {
            server.commits().waitFor(Optional.empty());
        }
        server.launch(role, upstream);
        return untilUp();
    }

    private Outcome untilUp() {
        return until(() -> server.phase() == Phase.UP, PATIENCE);
    }

    private Outcome stopFast() {
        server.stopFast(slot::shutDown);
        return untilDown();
    }

    private Outcome stopNow() {
        if (server.phase() != Phase.DOWN) {
            server.dieSoon();
            if (!(until(() -> server.phase() == Phase.DOWN, IMMEDIATE_STOP) instanceof Outcome.Done)) {
                server.killSoon();
            }
        }
        return untilDown();
    }

    /** A server that was demoted is no primary any more; one that restarts will be one again. */
    private Outcome disarmed(Outcome outcome) {
        fence.disarm();
        watchdog.serverIsDown();
        return outcome;
    }

    /** A stop is over when no process of the server is left (LES-042). */
    private Outcome untilDown() {
        while (server.phase() != Phase.DOWN || server.hasSurvivor()) {
            Routine.sleep(LOOK);
        }
        return new Outcome.Done();
    }

    /** Waits for something that the server does by itself; it fails when the server ends meanwhile. */
    private Outcome until(BooleanSupplier reached, Duration atMost) {
        long end = world.now() + atMost.toNanos();
        long process = server.incarnation();
        while (!reached.getAsBoolean()) {
            if (server.incarnation() != process || server.phase() == Phase.DOWN) {
                return new Outcome.Failed("PostgreSQL ended");
            }
            if (world.now() > end) {
                return new Outcome.StillUnderWay();
            }
            Routine.sleep(LOOK);
        }
        return new Outcome.Done();
    }

    private boolean whileServing(Origin source) {
        long end = world.now() + server.tempo().tool().toNanos();
        while (world.now() < end) {
            if (!world.isServing(source, node.name()) || (node.disk().breaksTools() && chance.oneIn(3))) {
                return false;
            }
            Routine.sleep(Duration.ofMillis(500));
        }
        return world.isServing(source, node.name());
    }

    private boolean isReadyForRewind(Origin source) {
        return world.isServing(source, node.name()) && world.server(source).runsAs(Role.PRIMARY);
    }

    private static Outcome sourceNotReady() {
        return new Outcome.NotReady("the source is no primary that answers");
    }

    private boolean needsNoRewind(Data mine, Origin source) {
        Data theirs = world.server(source).data().orElseThrow();
        return mine.wal().timeline().equals(theirs.wal().timeline()) || mine.seemsToFollow(theirs);
    }
}

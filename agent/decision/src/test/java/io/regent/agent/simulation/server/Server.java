package io.regent.agent.simulation.server;

import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.engine.Scheduler;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Role;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The processes of one PostgreSQL server and its data directory. It goes on by itself whoever asked for something: a start, a
 * stop and a promotion end without the agent.
 */
public final class Server {

    /** How far the postmaster is. */
    public enum Phase {
        DOWN,
        STARTING,
        UP
    }

    /** Told of what an operator would read in the server's log. */
    @FunctionalInterface
    public interface Listener {
        void wrote(String line);
    }

    /** How long a backend that outlived its postmaster goes on before it notices. */
    private static final Duration LAST_BREATH = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Disk disk;
    private final Host processes;
    private final Host postmaster;
    private final Tempo tempo;
    private final Archive archive;
    private final Listener listener;
    private final OldLog oldLog = new OldLog();

    private Directory directory = new Directory.Empty();
    private Phase phase = Phase.DOWN;
    private Role role = Role.STANDBY;
    private boolean shuttingDown;
    private boolean clientsGone;
    private boolean hung;
    private boolean streaming;
    private boolean promoting;
    private long postmasterFrozenUntil = -1;
    private long backendFrozenUntil = -1;
    private long survivorUntil = -1;
    private long synced;
    private Optional<String> upstream = Optional.empty();
    private final Slots slots = new Slots();
    private final Acknowledgements commits = new Acknowledgements();
    private long incarnation;
    private long startedAt;

    public Server(Scheduler scheduler, Host machine, Disk disk, Tempo tempo, Archive archive, Listener listener) {
        this.scheduler = scheduler;
        this.disk = disk;
        this.processes = () -> Math.max(machine.frozenUntil(), disk.stalledUntil());
        this.postmaster = () -> Math.max(processes.frozenUntil(), postmasterFrozenUntil);
        this.tempo = tempo;
        this.archive = archive;
        this.listener = listener;
    }

    // What it is

    public Phase phase() {
        return phase;
    }

    public Role role() {
        return role;
    }

    public Directory directory() {
        return directory;
    }

    /** The data, when there is a whole data directory. */
    public Optional<Data> data() {
        return directory instanceof Directory.Whole(Data data) ? Optional.of(data) : Optional.empty();
    }

    public boolean runsAs(Role wanted) {
        return phase == Phase.UP && role == wanted;
    }

    /** Whether a client's commit would be acknowledged now, if the machine does not stand still. */
    public boolean canCommit() {
        return !disk.isStalled()
                && ((runsAs(Role.PRIMARY) && !clientsGone) || (hasSurvivor() && backendFrozenUntil <= scheduler.now()));
    }

    /** Whether it is meant to let new sessions in. */
    public boolean accepts() {
        return phase == Phase.UP && !shuttingDown;
    }

    /** Whether a new session gets in, however long it must wait for an answer then. */
    public boolean letsIn() {
        return phase == Phase.UP && postmasterFrozenUntil <= scheduler.now();
    }

    /** Whether a backend has outlived its postmaster. */
    public boolean hasSurvivor() {
        return survivorUntil > scheduler.now();
    }

    public boolean isHung() {
        return hung;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public boolean isShuttingDown() {
        return shuttingDown;
    }

    /** Whether a promotion, or a start as primary, is under way. */
    public boolean isBecomingPrimary() {
        return promoting || (phase == Phase.STARTING && role == Role.PRIMARY);
    }

    public Optional<String> upstream() {
        return upstream;
    }

    public Slots slots() {
        return slots;
    }

    /** When the postmaster began, in virtual nanoseconds. */
    public long startedAt() {
        return startedAt;
    }

    /** Changes with every start and every sudden end, so that who waits for a process sees that it is another one. */
    public long incarnation() {
        return incarnation;
    }

    public OldLog oldLog() {
        return oldLog;
    }

    /** Whom commits wait for, and how far these have come. */
    public Acknowledgements commits() {
        return commits;
    }

    public Tempo tempo() {
        return tempo;
    }

    // What happens to it

    public void hang(boolean hangs) {
        hung = hangs;
    }

    /** The postmaster stands still; its children go on. */
    public void freezePostmaster(Duration time) {
        postmasterFrozenUntil = Math.max(postmasterFrozenUntil, scheduler.now() + time.toNanos());
    }

    /** One session stands still, whatever it is told meanwhile. */
    public void freezeBackend(Duration time) {
        backendFrozenUntil = Math.max(backendFrozenUntil, scheduler.now() + time.toNanos());
    }

    /** A client writes; it is told when that is safe. */
    public void commit(long bytes, Consumer<Wal> acknowledged) {
        Data grown = whole().with(whole().wal().grownBy(bytes));
        directory = new Directory.Whole(grown);
        commits.add(grown.wal().end(), scheduler.now(), () -> acknowledged.accept(grown.wal()));
    }

    /** What was received is on the disk by now. */
    public void flushed() {
        synced = whole().wal().end();
    }

    /** A standby received more of the log, or lost its sender. */
    public void received(Wal log, boolean stillStreaming) {
        synced = whole().wal().end();
        directory = new Directory.Whole(whole().with(log));
        streaming = stillStreaming;
    }

    public void streamingStopped() {
        streaming = false;
    }

    /** The power goes: every process ends, and what a standby received last was not on the disk yet. */
    public void losePower() {
        if (runsAs(Role.STANDBY)) {
            directory = new Directory.Whole(whole().with(whole().wal().upTo(synced)));
        }
        kill();
    }

    /** Ends every single process, also those that do not listen. */
    public void kill() {
        backendFrozenUntil = -1;
        survivorUntil = -1;
        die();
    }

    /** The postmaster ends, and every process that notices: a crash, or an immediate stop. */
    public void die() {
        if (phase != Phase.DOWN) {
            State left = runsAs(Role.PRIMARY) || wasPrimary() ? whole().state() : State.IN_ARCHIVE_RECOVERY;
            directory = new Directory.Whole(whole().in(left));
            if (backendFrozenUntil > scheduler.now() && runsAs(Role.PRIMARY)) {
                survivorUntil = backendFrozenUntil + LAST_BREATH.toNanos();
                listener.wrote("a backend outlives the postmaster");
            }
            down();
        }
    }

    /** Asks for an immediate stop, which is over a moment later. */
    public void dieSoon() {
        later(postmaster, tempo.dying(), this::die);
    }

    /** Has every single process killed, which is over a moment later. */
    public void killSoon() {
        later(processes, tempo.dying(), this::kill);
    }

    /** Puts something else into the data directory of a server that does not run. */
    public void replace(Directory other) {
        if (phase != Phase.DOWN) {
            throw new IllegalStateException("the data directory of a running server was replaced");
        }
        directory = other;
        slots.logical().clear();
    }

    /** Starts the postmaster, which recovers and then accepts connections. */
    public void launch(Role as, Optional<String> from) {
        if (phase != Phase.DOWN || hasSurvivor()) {
            return;
        }
        phase = Phase.STARTING;
        role = as;
        upstream = from;
        startedAt = scheduler.now();
        incarnation++;
        State recovering = whole().state() == State.IN_PRODUCTION || whole().state() == State.SHUTTING_DOWN
                ? State.IN_CRASH_RECOVERY
                : whole().state();
        directory = new Directory.Whole(whole().in(as == Role.PRIMARY ? recovering : State.IN_ARCHIVE_RECOVERY));
        listener.wrote("PostgreSQL starts as " + as);
        later(processes, tempo.recovery(), this::ready);
    }

    /** Asks for a fast stop. */
    public void stopFast(Consumer<ShutdownCheckpoint> whenShutDown) {
        if (phase == Phase.DOWN || shuttingDown) {
            return;
        }
        shuttingDown = true;
        listener.wrote("PostgreSQL is stopped");
        if (phase == Phase.STARTING) {
            later(postmaster, tempo.disconnectingClients(), this::stoppedWhileStarting);
            return;
        }
        later(postmaster, tempo.disconnectingClients(), () -> disconnected(whenShutDown));
    }

    /** Asks a standby to become a primary. The history file is in the archive before recovery ends, and stays there if it does not. */
    public void promote() {
        if (runsAs(Role.STANDBY) && !shuttingDown && !promoting) {
            promoting = true;
            int timeline = archive.timelineAfter(whole().wal().timeline().number());
            later(postmaster, tempo.promotion(), () -> {
                promoting = false;
                if (!shuttingDown) {
                    beginWriting(timeline);
                }
            });
        }
    }

    /** Points a standby to another server. */
    public void follow(Optional<String> from) {
        upstream = from;
        streaming = false;
    }

    /** A session that stands still does not let the shutdown go on. */
    private void disconnected(Consumer<ShutdownCheckpoint> whenShutDown) {
        if (backendFrozenUntil > scheduler.now()) {
            later(
                    processes,
                    Duration.ofNanos(backendFrozenUntil - scheduler.now()).plus(LAST_BREATH),
                    () -> disconnected(whenShutDown));
            return;
        }
        clientsGone = true;
        later(processes, tempo.shutdownCheckpoint(), () -> shutDown(whenShutDown));
    }

    private void ready() {
        if (disk.isFull()) {
            listener.wrote("PANIC: no space left on device");
            die();
            return;
        }
        phase = Phase.UP;
        if (role == Role.PRIMARY) {
            beginWriting(whole().wal().timeline().number());
        } else {
            directory = new Directory.Whole(whole().opened(State.IN_ARCHIVE_RECOVERY));
            synced = whole().wal().end();
            listener.wrote("PostgreSQL accepts read-only connections at "
                    + whole().wal().position());
        }
    }

    private void beginWriting(int timeline) {
        role = Role.PRIMARY;
        follow(Optional.empty());
        Wal log = whole().wal().promotedBy(archive.nextIdentity(), timeline);
        directory = new Directory.Whole(new Data(whole().system(), log, State.IN_PRODUCTION, log.end(), false));
        listener.wrote("PostgreSQL accepts writes at " + log.position());
    }

    private void shutDown(Consumer<ShutdownCheckpoint> whenShutDown) {
        long begin = whole().wal().end();
        if (role == Role.PRIMARY) {
            directory = new Directory.Whole(whole().checkpointed(State.SHUT_DOWN));
            whenShutDown.accept(new ShutdownCheckpoint(
                    whole().wal().timeline(),
                    new Lsn(begin),
                    new Lsn(whole().wal().end())));
            later(processes, tempo.windingUp(), this::down);
        } else {
            directory = new Directory.Whole(whole().in(State.SHUT_DOWN_IN_RECOVERY));
            down();
        }
    }

    private void stoppedWhileStarting() {
        directory = new Directory.Whole(whole().in(wasPrimary() ? whole().state() : State.SHUT_DOWN_IN_RECOVERY));
        down();
    }

    private boolean wasPrimary() {
        return whole().control().isFromPrimary();
    }

    private void down() {
        phase = Phase.DOWN;
        incarnation++;
        shuttingDown = false;
        clientsGone = false;
        streaming = false;
        promoting = false;
        hung = false;
        commits.end();
        listener.wrote("PostgreSQL is down at " + whole().wal().position() + ", "
                + whole().state().text());
    }

    private Data whole() {
        return data().orElseThrow(() -> new IllegalStateException("a server runs without data"));
    }

    private void later(Host host, Duration wait, Runnable action) {
        long present = incarnation;
        scheduler.after(wait, Order.SERVER, host, () -> {
            if (incarnation == present) {
                action.run();
            }
        });
    }
}

package io.regent.postgres;

import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.TimelineHistory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The one PostgreSQL server on this host that the agent runs.
 *
 * <p>{@link #observe()} is for the cycle; {@link #process()} is for the fence and {@link #presentFacts()} for the API: they may be
 * called from any thread at any time.
 * Every other method may take long and is called from the one background thread that owns the work. Those methods never throw
 * for what a server or a program does: they answer with an {@link Outcome}. Interrupting the calling thread ends the
 * programs started by the method, together with their children, and gives {@link Outcome.Cancelled} (or the "not
 * known" of the answer's type); a server that was started stays as it is.
 */
public interface Postgres extends AutoCloseable {

    /**
     * What the server is doing, by at most one query on one connection, bounded by the statement timeout of the settings.
     * Never throws.
     */
    PostgresState observe();

    /**
     * What the server says at this moment, by a session of its own, so that it is never older than the question; empty when it does
     * not run or does not answer. Pending restarts are not looked for: {@link #observe()} knows them. Takes some ten seconds at the most
     * when the server hangs, and ends at once when it is interrupted. Never throws.
     */
    Optional<ServerFacts> presentFacts();

    /**
     * How far a copy, a rewind or the replay of a starting server has come; empty when nothing of that kind runs. Asks nobody, and may be
     * called while any other operation runs. A standby that runs replays all the time.
     */
    Optional<WorkProgress> progress();

    /** The processes of the server, for the fence. Never blocks. */
    ServerProcess process();

    /**
     * Whether a new session gets an answer, be it a refusal. A postmaster that hangs gives none, while old sessions go on (LES-047).
     * Blocks for some ten seconds at the most.
     */
    boolean answersNewSessions();

    /** What {@code pg_controldata} says; empty when there is no readable data directory. */
    Optional<ControlData> control();

    /** Starts a stopped server. {@link Outcome.StillUnderWay} when the start takes longer than the settings' timeout. */
    Outcome start(StartAs role);

    /**
     * Stops the server and waits until none of its processes is alive.
     *
     * @param timeout how long to wait; after it the answer is {@link Outcome.StillUnderWay} and the server is still stopping
     * @param listener told on this thread how far a fast stop has come
     */
    Outcome stop(StopMode mode, Duration timeout, StopListener listener);

    /** Stops (fast, without a limit) and starts again in the given role. */
    Outcome restart(StartAs role);

    /**
     * Promotes a standby and waits until it has left recovery.
     *
     * @param timeout after it the answer is {@link Outcome.StillUnderWay}
     */
    Outcome promote(Duration timeout);

    /** Makes a running standby stream from another server, or from none: by reload, by restart before PostgreSQL 13 (HA-215). */
    Outcome follow(Optional<Upstream> upstream);

    /** Uses the settings from now on: rewrites the files of a data directory that exists and reloads a server that runs. */
    Outcome reload(PostgresSettings settings);

    /**
     * Whom commits wait for from now on, in place of the user's own {@code synchronous_standby_names}. A running server is
     * reloaded, and {@link Outcome.Done} means that it says itself that it uses the names; a stopped one begins with them, unless it
     * is started as a standby, which waits for nobody.
     *
     * @param names empty to give the parameter back to the user (CFG-016)
     */
    Outcome commitsWaitFor(Optional<SyncNames> names);

    /**
     * Lets a standby go on whose replay PostgreSQL 14 or newer has stopped because a parameter is lower than on its primary. The server
     * then ends by itself, and the next start uses what the control file asks for (HA-208). A replay that somebody paused stays paused.
     */
    Outcome resumeReplay();

    /** Forces a checkpoint and waits for it. */
    Outcome checkpoint();

    /** The shutdown checkpoint of a cleanly stopped server; empty when it did not stop cleanly or the log cannot be read. */
    Optional<ShutdownCheckpoint> shutdownCheckpoint();

    /** Where the server's log goes. */
    LogArchive archive();

    /** The replication slots of the running server. */
    ServerSlots slots();

    /** Stops the standby, lays logical slots into its data directory, and starts it again (HA-127). */
    Outcome installSlots(SlotCopies copies, Optional<Upstream> upstream);

    /**
     * Makes a new database cluster in an empty data directory, leaves it running as a primary with its roles. After a failure the
     * directory is moved to {@code <data_dir>.failed}.
     */
    Outcome bootstrap(BootstrapPlan plan);

    /**
     * Whether a copy of the server could be begun at this moment: {@link Outcome.Done}, or {@link Outcome.NotReady} when it does not answer
     * or is not what it should be. Data that are there are not thrown away before it does (LES-073, LES-110).
     *
     * @param system whose data it must have; empty when there is no telling yet
     */
    Outcome canBeCopied(Upstream source, Optional<SystemIdentifier> system);

    /**
     * Gets a standby's data, in place of those that are there if the plan says so; the copy is left stopped. After a failure nothing is left.
     *
     * @param source the server to copy; without one only methods that need none are tried (HA-104)
     */
    Outcome cloneFrom(Optional<Upstream> source, ClonePlan plan);

    /** Whether the local data can follow the leader as it is (HA-112). */
    Divergence examineDivergence(Upstream leader);

    /**
     * Whether the leader is ready to be rewound to at this moment: {@link Outcome.Done}, or {@link Outcome.NotReady} when it does not answer,
     * is no primary of the same cluster, or has not written its first checkpoint yet (HA-113, LES-067). The server here may run.
     */
    Outcome canBeRewoundTo(Upstream leader);

    /**
     * Rewinds the stopped server's data to the leader's history; a running server is stopped first. What nobody else has is kept aside (LES-076). Left stopped. {@link Outcome.NotReady} when the leader cannot be rewound from now (LES-073).
     *
     * @param arguments further ones of the operator's for {@code pg_rewind} (CFG-102)
     */
    Outcome rewind(Upstream leader, List<String> arguments);

    /**
     * Brings the data of a crashed primary to a clean state without letting anybody in (HA-206). What it had not archived yet goes to
     * the archive before. Left stopped.
     */
    Outcome recoverInSingleUserMode();

    /** The history of the timeline that the local data is on; empty when it is not known. */
    Optional<TimelineHistory> history();

    /** Moves the data of a stopped server to {@code <data_dir>.failed}, replacing what an earlier failure left there (HA-096). */
    Outcome putDataAside();

    /** Ends the agent's own connections; the server goes on. */
    @Override
    void close();
}

package io.regent.postgres.local;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.LogArchive;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerProcess;
import io.regent.postgres.ServerSlots;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.SlotCopies;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopListener;
import io.regent.postgres.StopMode;
import io.regent.postgres.SyncNames;
import io.regent.postgres.Upstream;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Work;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.directory.SlotDirectories;
import io.regent.postgres.divergence.Examination;
import io.regent.postgres.parameters.GucText;
import io.regent.postgres.progress.ProgressMeter;
import io.regent.postgres.progress.ReplayTitle;
import io.regent.postgres.rewind.Rewinder;
import io.regent.postgres.rewind.SingleUserRecovery;
import io.regent.postgres.server.LinuxServerProcess;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.LeaderProbe;
import io.regent.postgres.sql.Monitor;
import io.regent.postgres.sql.Queries;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of one data directory, run through PostgreSQL's own programs.
 *
 * <p>The settings and what follows from them are one immutable value, replaced by {@link #reload}.
 */
public final class LocalPostgres implements Postgres {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);

    private static final Duration NO_LIMIT = Duration.ofDays(365);
    private static final int FOLLOWS_BY_RELOAD = 13;

    private final LinuxServerProcess process;
    private final Monitor monitor = new Monitor(PostgresSettings::statementTimeout);
    private final PresentFacts presentFacts = new PresentFacts();
    private final SyncStandbys standbys = new SyncStandbys();
    private final ProgressMeter meter = new ProgressMeter(System::nanoTime);
    private final ReentrantLock filling = new ReentrantLock();
    private final Configuring configuring;
    private final Observation observation;
    private volatile PostgresSettings settings;
    private volatile Optional<PostgresState.Running> lastRunning = Optional.empty();

    private LocalPostgres(PostgresSettings settings) {
        this.settings = settings;
        this.process = new LinuxServerProcess(
                settings.dataDir(), settings.programs().names().getOrDefault("postgres", "postgres"));
        this.configuring = new Configuring(process, standbys);
        this.observation = new Observation(process, monitor);
    }

    /**
     * The server of the settings' data directory, running or not; nothing is touched yet.
     *
     * @throws IllegalArgumentException when a parameter's value is no text, number or boolean
     */
    public static LocalPostgres of(PostgresSettings settings) {
        settings.parameters().forEach(GucText::of);
        return new LocalPostgres(settings);
    }

    @Override
    public PostgresState observe() {
        try {
            PostgresState state = observation.look(settings, prepared().wantedAtRestart());
            return state instanceof PostgresState.Running running ? remembered(running) : state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PostgresState.UnreadableData("the look at the server was interrupted");
        } catch (Prepared.Unusable | RuntimeException e) {
            return new PostgresState.UnreadableData(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<ServerFacts> presentFacts() {
        return Cancellable.look(() -> presentFacts.ask(settings));
    }

    @Override
    public Optional<WorkProgress> progress() {
        return meter.now().or(() -> ReplayTitle.progress(process.titles()));
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public boolean answersNewSessions() {
        return Sessions.isAnswered(settings);
    }

    @Override
    public Optional<ControlData> control() {
        return Cancellable.look(() -> tools().control());
    }

    @Override
    public Outcome start(StartAs role) {
        return Cancellable.work(() -> startPrepared(role));
    }

    @Override
    public Outcome stop(StopMode mode, Duration timeout, StopListener listener) {
        return Cancellable.work(() -> prepared().control().stop(mode, timeout, listener));
    }

    @Override
    public Outcome restart(StartAs role) {
        return Cancellable.work(() -> restartPrepared(role));
    }

    @Override
    public Outcome promote(Duration timeout) {
        return Cancellable.work(() -> {
            Outcome promoted = prepared().control().promote(timeout, () -> Queries.inRecovery(settings));
            if (promoted instanceof Outcome.Done && !settings.forRoles().isEmpty()) {
                Outcome configured = Cancellable.work(() -> configuring.writeAndReload(settings));
                LOG.info("Configured as the primary that the server has become: {}", configured);
            }
            return promoted;
        });
    }

    @Override
    public Outcome follow(Optional<Upstream> upstream) {
        return Cancellable.work(() -> {
            Prepared now = prepared();
            if (!process.isAlive()) {
                return new Outcome.Failed("the server does not run");
            }
            if (now.majorVersion() < FOLLOWS_BY_RELOAD) {
                return restartPrepared(new StartAs.Standby(upstream));
            }
            configuring.follow(upstream);
            return configuring.writeAndReload(settings);
        });
    }

    @Override
    public Outcome reload(PostgresSettings replacement) {
        return Cancellable.work(() -> {
            configuring.forget();
            configuring.prepared(replacement);
            settings = replacement;
            return configuring.writeAndReload(replacement);
        });
    }

    @Override
    public Outcome commitsWaitFor(Optional<SyncNames> names) {
        return Cancellable.work(() -> {
            prepared();
            standbys.want(names);
            return process.isAlive()
                    ? standbys.bringIntoForce(settings, () -> configuring.writeAndReload(settings))
                    : configuring.writeAndReload(settings);
        });
    }

    @Override
    public Outcome resumeReplay() {
        return Cancellable.work(() -> Upkeep.resumeReplay(settings));
    }

    @Override
    public Outcome checkpoint() {
        return Cancellable.work(() -> {
            Queries.checkpoint(settings);
            return new Outcome.Done();
        });
    }

    @Override
    public Optional<ShutdownCheckpoint> shutdownCheckpoint() {
        return Cancellable.look(() -> tools().shutdownCheckpoint());
    }

    @Override
    public LogArchive archive() {
        return new CommandArchive(settings);
    }

    @Override
    public ServerSlots slots() {
        return new LocalSlots(settings);
    }

    @Override
    public Outcome installSlots(SlotCopies copies, Optional<Upstream> upstream) {
        return Cancellable.work(() -> {
            Outcome stopped = prepared().control().stop(StopMode.FAST, NO_LIMIT, checkpoint -> {});
            if (!(stopped instanceof Outcome.Done)) {
                return stopped;
            }
            SlotDirectories.of(new DataDirectory(settings.dataDir())).add(copies.states());
            return startPrepared(new StartAs.Standby(upstream));
        });
    }

    @Override
    public Outcome bootstrap(BootstrapPlan plan) {
        return Cancellable.work(() -> {
            standbys.want(Optional.empty());
            return alone(() -> new NewCluster(prepared(), new NewServer()).make(plan));
        });
    }

    private final class NewServer implements NewCluster.Server {

        @Override
        public Prepared prepareAgain() throws Prepared.Unusable, InterruptedException {
            configuring.forget();
            return prepared();
        }

        @Override
        public Outcome restart() throws IOException, InterruptedException, Prepared.Unusable {
            configuring.forget();
            return restartPrepared(new StartAs.Primary());
        }
    }

    @Override
    public Outcome canBeCopied(Upstream source, Optional<SystemIdentifier> system) {
        return Cancellable.work(() -> {
            try {
                SystemIdentifier theirs = new LeaderProbe(settings).log(source).system();
                return system.filter(ours -> !ours.equals(theirs)).isEmpty()
                        ? new Outcome.Done()
                        : new Outcome.NotReady("%s has another system identifier, %s, and not the cluster's, %s"
                                .formatted(source.name(), theirs, system.get()));
            } catch (SQLException e) {
                return new Outcome.NotReady("%s cannot be copied: %s".formatted(source.name(), e.getMessage()));
            }
        });
    }

    @Override
    public Outcome cloneFrom(Optional<Upstream> source, ClonePlan plan) {
        return withoutServer(() -> {
            try (var run = meter.begin(Work.CLONE, source.map(Upstream::name))) {
                return alone(() -> new NewCopy(prepared(), run).make(source, plan));
            } finally {
                configuring.forget();
            }
        });
    }

    @Override
    public Divergence examineDivergence(Upstream leader) {
        try {
            Optional<WalPosition> replayed = process.isAlive() ? Queries.replayed(settings) : Optional.empty();
            if (process.isAlive() && replayed.isEmpty()) {
                return new Divergence.NotKnown("the local server is no standby that says how far it has replayed");
            }
            return new Examination(settings).compareWith(leader, replayed);
        } catch (InterruptedException e) {
            return new Divergence.NotKnown("the examination was cancelled");
        }
    }

    @Override
    public Outcome canBeRewoundTo(Upstream leader) {
        return Cancellable.work(() -> Rewinder.sourceReady(settings, leader));
    }

    @Override
    public Outcome rewind(Upstream leader, List<String> arguments) {
        return Cancellable.work(() -> {
            try (var run = meter.begin(Work.REWIND, Optional.of(leader.name()))) {
                return new RewoundServer(prepared(), run).make(leader, arguments, NO_LIMIT);
            }
        });
    }

    @Override
    public Outcome recoverInSingleUserMode() {
        return withoutServer(() -> {
            Prepared now = prepared();
            new CommandArchive(settings).takePending();
            return now.refusal().isPresent()
                    ? now.refusal().get()
                    : new SingleUserRecovery(settings, now.files()).run();
        });
    }

    @Override
    public Optional<TimelineHistory> history() {
        Optional<Timeline> timeline =
                process.isAlive() ? lastRunning.map(running -> running.facts().timeline()) : Optional.empty();
        return timeline.or(() -> control().map(ControlData::newestTimeline))
                .flatMap(known -> new DataDirectory(settings.dataDir()).history(known));
    }

    @Override
    public Outcome putDataAside() {
        return withoutServer(() -> {
            new DirectoryTree(settings.dataDir()).moveAside(NewCluster.FAILED);
            configuring.forget();
            return new Outcome.Done();
        });
    }

    @Override
    public void close() {
        monitor.close();
        presentFacts.close();
    }

    /** Work that fills the data directory. Earlier work may still be clearing up, and would take the new files for its own (LES-108). */
    private Outcome alone(Cancellable.Work work)
            throws IOException, SQLException, InterruptedException, Prepared.Unusable {
        filling.lockInterruptibly();
        try {
            return work.run();
        } finally {
            filling.unlock();
        }
    }

    /** Work that a running server, or what is left of one, would not survive. */
    private Outcome withoutServer(Cancellable.Work work) {
        return Cancellable.work(() -> process.isAlive() || process.backendsAlive()
                ? new Outcome.Failed("a server runs on " + settings.dataDir())
                : work.run());
    }

    private Outcome startPrepared(StartAs role) throws IOException, InterruptedException, Prepared.Unusable {
        Optional<Outcome> refusal = prepared().refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Configuring.Start start = configuring.forStart(settings, role);
        start.controlled().warnings().forEach(LOG::warn);
        Prepared now = start.prepared();
        return now.control().start(now.files().mainFile(), start.controlled().values());
    }

    private Outcome restartPrepared(StartAs role) throws IOException, InterruptedException, Prepared.Unusable {
        Outcome stopped = prepared().control().stop(StopMode.FAST, NO_LIMIT, checkpoint -> {});
        return stopped instanceof Outcome.Done ? startPrepared(role) : stopped;
    }

    private PostgresState remembered(PostgresState.Running running) {
        lastRunning = Optional.of(running);
        configuring.adopt(running.facts());
        return new PostgresState.Running(running.facts()
                .with(standbys.seen(settings, running.facts().sync().names())));
    }

    private Prepared prepared() throws Prepared.Unusable, InterruptedException {
        return configuring.prepared(settings);
    }

    private Tools tools() {
        return new Tools(settings);
    }
}

package io.regent.agent.fake;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.CommitLevel;
import io.regent.postgres.ControlData;
import io.regent.postgres.Decoder;
import io.regent.postgres.Divergence;
import io.regent.postgres.LogArchive;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerSlots;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.SlotCopies;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopListener;
import io.regent.postgres.StopMode;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.Upstream;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A server that does as the test says, and notes what it was told. */
public final class FakePostgres implements Postgres {

    private static final ShutdownCheckpoint END =
            new ShutdownCheckpoint(Timeline.FIRST, Samples.END, new Lsn(Samples.END.position() + 8));

    private final FakeProcess process = new FakeProcess();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private volatile PostgresState state = new PostgresState.NoData();
    private volatile Optional<ControlData> control = Optional.empty();
    private volatile Optional<TimelineHistory> history = Optional.empty();
    private volatile Divergence divergence = new Divergence.Follows();
    private volatile Optional<BootstrapPlan> bootstrapPlan = Optional.empty();
    private volatile Optional<ClonePlan> clonePlan = Optional.empty();
    private volatile Map<String, Lsn> keptSlots = Map.of();
    private volatile SlotCopies copies = new SlotCopies(new TreeMap<>(), List.of());
    private volatile Optional<SortedSet<String>> soundSlots = Optional.empty();
    private volatile Optional<PostgresSettings> settings = Optional.empty();
    private volatile boolean archives;
    private volatile Optional<ShutdownCheckpoint> end = Optional.empty();
    private volatile Optional<WorkProgress> progress = Optional.empty();

    /** What the next look shows. */
    public void is(PostgresState seen) {
        state = seen;
    }

    public void hasControl(ControlData data) {
        control = Optional.of(data);
    }

    public void hasHistory(TimelineHistory known) {
        history = Optional.of(known);
    }

    public void compares(Divergence answer) {
        divergence = answer;
    }

    /** How far long work is. */
    public void isAt(WorkProgress point) {
        progress = Optional.of(point);
    }

    /** A stop leaves a shutdown checkpoint. */
    public void endsCleanly() {
        end = Optional.of(END);
    }

    /** The log is handed to an archive. */
    public void archives() {
        archives = true;
    }

    /** How the method ends from now on; {@link Outcome.Done} unless told else. */
    public void ends(String method, Outcome outcome) {
        outcomes.put(method, outcome);
    }

    /** The method hangs until it is interrupted, or until the latch is counted down. */
    public CountDownLatch hangs(String method) {
        var gate = new CountDownLatch(1);
        gates.put(method, gate);
        return gate;
    }

    /** What was called, as {@code method argument}; {@code observe} and {@code control} are not noted. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** How the last cluster was to be made. */
    public Optional<BootstrapPlan> bootstrapPlan() {
        return bootstrapPlan;
    }

    /** How the last copy was to be made. */
    public Optional<ClonePlan> clonePlan() {
        return clonePlan;
    }

    /** The slots that were asked for last. */
    public Map<String, Lsn> keptSlots() {
        return keptSlots;
    }

    /** The settings that were given last. */
    public Optional<PostgresSettings> settings() {
        return settings;
    }

    @Override
    public PostgresState observe() {
        passGate("observe");
        return state;
    }

    @Override
    public FakeProcess process() {
        return process;
    }

    @Override
    public boolean answersNewSessions() {
        return true;
    }

    @Override
    public Optional<ServerFacts> presentFacts() {
        passGate("presentFacts");
        return state instanceof PostgresState.Running(ServerFacts facts) ? Optional.of(facts) : Optional.empty();
    }

    @Override
    public Optional<WorkProgress> progress() {
        return progress;
    }

    @Override
    public Optional<ControlData> control() {
        return control;
    }

    @Override
    public Outcome start(StartAs role) {
        return call(
                "start",
                switch (role) {
                    case StartAs.Primary _ -> "primary";
                    case StartAs.Standby(var upstream) ->
                        "standby of " + upstream.map(Upstream::name).orElse("nobody");
                });
    }

    @Override
    public Outcome stop(StopMode mode, Duration timeout, StopListener listener) {
        Outcome outcome = call("stop", mode.name());
        if (outcome instanceof Outcome.Done) {
            process.vanish();
            listener.shutDownAt(END);
        }
        return outcome;
    }

    @Override
    public Outcome restart(StartAs role) {
        return call("restart", role instanceof StartAs.Primary ? "primary" : "standby");
    }

    @Override
    public Outcome promote(Duration timeout) {
        return call("promote", "");
    }

    @Override
    public Outcome commitsWaitFor(Optional<SyncNames> names) {
        Outcome outcome = call("commitsWaitFor", names.map(SyncNames::text).orElse("the user's own"));
        if (outcome instanceof Outcome.Done && state instanceof PostgresState.Running(var facts)) {
            state = new PostgresState.Running(facts.with(
                    new SyncFacts(names.orElse(new SyncNames.Nobody()), names.isPresent(), CommitLevel.FLUSHED)));
        }
        return outcome;
    }

    @Override
    public Outcome follow(Optional<Upstream> upstream) {
        return call("follow", upstream.map(Upstream::name).orElse("nobody"));
    }

    @Override
    public Outcome reload(PostgresSettings replacement) {
        settings = Optional.of(replacement);
        return call("reload", "");
    }

    @Override
    public Outcome resumeReplay() {
        return call("resumeReplay", "");
    }

    @Override
    public Outcome checkpoint() {
        return call("checkpoint", "");
    }

    @Override
    public Optional<ShutdownCheckpoint> shutdownCheckpoint() {
        return end;
    }

    @Override
    public LogArchive archive() {
        return new LogArchive() {
            @Override
            public boolean isOn() {
                return archives;
            }

            @Override
            public Outcome takeShutdownCheckpoint() {
                return call("archive", "");
            }
        };
    }

    /** The slots that can be copied from the leader from now on. */
    public void offersSlots(SlotCopies offered) {
        copies = offered;
    }

    /** The slots that are sound from now on. */
    public void hasSoundSlots(Set<String> names) {
        soundSlots = Optional.of(new TreeSet<>(names));
    }

    @Override
    public ServerSlots slots() {
        return new ServerSlots() {

            @Override
            public Outcome keep(SlotPlan wanted, Collection<SlotPattern> foreign) {
                keptSlots = wanted.physical();
                return call("keepSlots", "");
            }

            @Override
            public SlotCopies fetch(Upstream leader, Map<String, Decoder> wanted) {
                call("fetchSlots", String.join(",", wanted.keySet()));
                return copies;
            }

            @Override
            public Optional<SortedSet<String>> sound(Upstream leader, String physical) {
                call("soundSlots", physical);
                return soundSlots;
            }
        };
    }

    @Override
    public Outcome installSlots(SlotCopies installed, Optional<Upstream> upstream) {
        return call("installSlots", String.join(",", installed.states().keySet()));
    }

    @Override
    public Outcome bootstrap(BootstrapPlan plan) {
        bootstrapPlan = Optional.of(plan);
        return call("bootstrap", "");
    }

    @Override
    public Outcome canBeCopied(Upstream source, Optional<SystemIdentifier> system) {
        passGate("canBeCopied");
        return outcomes.getOrDefault("canBeCopied", new Outcome.Done());
    }

    @Override
    public Outcome canBeRewoundTo(Upstream leader) {
        passGate("canBeRewoundTo");
        return outcomes.getOrDefault("canBeRewoundTo", new Outcome.Done());
    }

    @Override
    public Outcome cloneFrom(Optional<Upstream> source, ClonePlan plan) {
        clonePlan = Optional.of(plan);
        return call("clone", source.map(Upstream::name).orElse(""));
    }

    @Override
    public Divergence examineDivergence(Upstream leader) {
        passGate("examine");
        return divergence;
    }

    @Override
    public Outcome rewind(Upstream leader, List<String> arguments) {
        return call(
                "rewind",
                String.join(
                        " ",
                        Stream.concat(Stream.of(leader.name()), arguments.stream())
                                .toList()));
    }

    @Override
    public Outcome recoverInSingleUserMode() {
        return call("recover", "");
    }

    @Override
    public Optional<TimelineHistory> history() {
        return history;
    }

    @Override
    public Outcome putDataAside() {
        return call("putAside", "");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private Outcome call(String method, String argument) {
        calls.add((method + " " + argument).strip());
        return passGate(method) ? outcomes.getOrDefault(method, new Outcome.Done()) : new Outcome.Cancelled();
    }

    private boolean passGate(String method) {
        try {
            CountDownLatch gate = gates.get(method);
            if (gate != null) {
                gate.await();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}

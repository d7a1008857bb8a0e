package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.LogicalSlots;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.Upstreams;
import io.regent.agent.decision.View;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.waiting.Bounded;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.Divergence;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotCopies;
import io.regent.postgres.StartAs;
import io.regent.postgres.Upstream;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.settings.BootstrapSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands to the local server. Each is work for the background slot. */
final class ServerCommands {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommands.class);

    /** A promotion ends when the server has left recovery, or when the lease is lost and a demotion takes its place. */
    private static final Duration UNLIMITED = Duration.ofDays(1);
    /** How long the clearing up after a failed bootstrap may hold the end of the agent up. */
    private static final Duration CLEARING_UP = Duration.ofSeconds(30);

    private static final Outcome DONE = new Outcome.Done();

    private final Postgres postgres;
    private final BackgroundSlot slot;
    private final LiveSettings settings;
    private final Leadership leadership;
    private final ServerReload reload;
    private final SoundSlots soundSlots;
    private final ServerStop stop;
    private final BeforeStop beforeStop;
    private Optional<Demotion> demotion = Optional.empty();

    ServerCommands(Node node, Leadership leadership, ServerReload reload, SoundSlots soundSlots) {
        this.postgres = node.postgres();
        this.slot = node.slot();
        this.settings = node.settings();
        this.leadership = leadership;
        this.reload = reload;
        this.soundSlots = soundSlots;
        this.stop = new ServerStop(node, leadership);
        this.beforeStop = new BeforeStop(node, leadership);
    }

    void bootstrap() {
        BootstrapSettings wanted = settings.file().bootstrap();
        BootstrapPlan.Method method = wanted.custom()
                .<BootstrapPlan.Method>map(custom -> new BootstrapPlan.Custom(
                        custom.name(),
                        custom.commandFor(
                                settings.file().path().scope(),
                                settings.file().postgresql().dataDir()),
                        custom.keepsRecovery(),
                        custom.recoveryConf()))
                .orElseGet(() -> new BootstrapPlan.Initdb(ProgramOptions.of(wanted.initdbOptions())));
        var plan = new BootstrapPlan(method, wanted.pgHba(), wanted.postBootstrap());
        slot.start(
                wanted.custom().isPresent() ? Task.CUSTOM_BOOTSTRAP : Task.BOOTSTRAP,
                progress -> upToDate(() -> postgres.bootstrap(plan)));
    }

    void startPrimary() {
        slot.start(
                Task.START_PRIMARY,
                progress -> underTheLease(() -> upToDate(() -> postgres.start(new StartAs.Primary()))));
    }

    void startStandby(View view, Optional<Origin> origin) {
        Optional<Upstream> upstream = origin.flatMap(from -> Upstreams.of(from, view));
        slot.start(Task.START_STANDBY, progress -> upToDate(() -> postgres.start(new StartAs.Standby(upstream))));
    }

    void follow(View view, Optional<Origin> origin) {
        slot.start(
                Task.FOLLOW,
                origin.map(from -> from(view, from, upstream -> postgres.follow(Optional.of(upstream))))
                        .orElse(progress -> upToDate(() -> postgres.follow(Optional.empty()))));
    }

    /**
     * Copies the origin, in place of the data that are there. A standby cluster without a host gets its data from somewhere else.
     *
     * @param fromLeader the operator wants a copy of that very server, so that no other method will do (HA-103)
     */
    void copy(View view, Origin source, boolean fromLeader) {
        boolean nowhere = source instanceof Origin.Remote
                && view.settings()
                        .standbyCluster()
                        .filter(remote -> remote.hosts().isEmpty())
                        .isPresent();
        ClonePlan plan = ClonePlans.of(settings.cluster(), source, fromLeader, replaces(view));
        slot.start(
                Task.CLONE,
                nowhere
                        ? progress -> upToDate(() -> copied(view, Optional.empty(), plan))
                        : from(view, source, upstream -> copied(view, Optional.of(upstream), plan)));
    }

    /** Gets the data by a method that needs no other server. */
    void copyWithoutLeader(View view) {
        ClonePlan plan = ClonePlans.of(settings.cluster(), replaces(view));
        slot.start(Task.CLONE, progress -> upToDate(() -> copied(view, Optional.empty(), plan)));
    }

    private Outcome copied(View view, Optional<Upstream> source, ClonePlan plan) {
        Outcome ready = source.filter(server -> hasData(view))
                .map(server -> postgres.canBeCopied(server, system(view)))
                .orElse(DONE);
        return after(ready, () -> after(stopOldServer(view), () -> postgres.cloneFrom(source, plan)));
    }

    private static Optional<SystemIdentifier> system(View view) {
        return view.cluster().initialization() instanceof Initialization.Done(SystemIdentifier known)
                ? Optional.of(known)
                : Optional.empty();
    }

    /** What is left of a copy that was not finished is nothing that could be lost. */
    private static boolean hasData(View view) {
        boolean halfCopied = view.postgres() instanceof PostgresState.HalfDone(PostgresState.HalfDone.Work work)
                && work == PostgresState.HalfDone.Work.CLONE;
        return replaces(view) && !halfCopied;
    }

    private static boolean replaces(View view) {
        return !(view.postgres() instanceof PostgresState.NoData);
    }

    void rewind(View view, Origin source) {
        boolean runs = view.postgres() instanceof PostgresState.Running;
        slot.start(
                Task.REWIND,
                from(
                        view,
                        source,
                        upstream -> after(
                                postgres.canBeRewoundTo(upstream),
                                () -> after(
                                        runs ? beforeStop.patiently() : DONE,
                                        () -> postgres.rewind(
                                                upstream,
                                                settings.cluster()
                                                        .server()
                                                        .rewind()
                                                        .options())))));
    }

    /** The server goes on as it is unless there is something to copy (LES-082). */
    void copySlots(View view, Action.CopySlots copy) {
        Optional<Upstream> follows = view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? facts.upstream()
                : Optional.empty();
        slot.start(Task.COPY_SLOTS, from(view, new Origin.Peer(copy.leader()), leader -> {
            SlotCopies copies = postgres.slots().fetch(leader, LogicalSlots.decoders(view, copy.slots()));
            if (copies.states().isEmpty()) {
                return new Outcome.Failed(String.join("; ", copies.refusals()));
            }
            copies.refusals().forEach(refusal -> LOG.warn("Not copied: {}", refusal));
            soundSlots.forget(copies.states().keySet());
            return after(beforeStop.patiently(), () -> postgres.installSlots(copies, follows));
        }));
    }

    void recoverCrash() {
        slot.start(Task.RECOVER, progress -> postgres.recoverInSingleUserMode());
    }

    void promote() {
        slot.start(Task.PROMOTE, progress -> {
            Outcome allowed = prePromote();
            if (!(allowed instanceof Outcome.Done)) {
                return allowed;
            }
            if (!isLeaseLongEnough()) {
                return tooLate();
            }
            soundSlots.warnBeforePromotion();
            return progress.commits() ? postgres.promote(UNLIMITED) : new Outcome.Cancelled();
        });
    }

    void restart(View view, RequestInbox.Entry entry) {
        StartAs role =
                view.postgres() instanceof PostgresState.Running(ServerFacts facts) && facts.role() == Role.STANDBY
                        ? new StartAs.Standby(facts.upstream())
                        : new StartAs.Primary();
        slot.start(
                Task.RESTART,
                progress -> after(beforeStop.patiently(), () -> restarted(role)),
                outcome -> entry.end().complete(outcome));
    }

    private Outcome restarted(StartAs role) {
        return role instanceof StartAs.Primary
                ? underTheLease(() -> upToDate(() -> postgres.restart(role)))
                : upToDate(() -> postgres.restart(role));
    }

    /** One demotion at a time: a later trigger joins it, unless it cannot wait for a graceful stop (LES-041). */
    void demote(View view, Demotion kind) {
        boolean underWay = slot.running().filter(Task.DEMOTE::equals).isPresent();
        boolean stronger =
                !kind.isGentle() && demotion.filter(Demotion::isGentle).isPresent();
        if (underWay && !stronger) {
            return;
        }
        demotion = Optional.of(kind);
        boolean primary = view.isPrimary();
        slot.start(Task.DEMOTE, progress -> switch (kind) {
            case GRACEFUL -> after(beforeStop.patiently(), () -> resting(stop.gracefully(primary, progress)));
            case IMMEDIATE, IMMEDIATE_NOLOCK -> after(beforeStop.withinTheLease(), () -> resting(stop.atOnce()));
            case TO_STANDBY_CLUSTER ->
                after(beforeStop.patiently(), () -> resting(stop.withTheEndArchived(progress, reload)));
            case OFFLINE -> {
                Outcome stopped = after(beforeStop.withinTheLease(), stop::withinTheLease);
                yield stopped instanceof Outcome.Done ? readOnly() : stopped;
            }
        });
    }

    /** Stops everything and deletes nothing; what a failed bootstrap left is put aside. Waits for it, because the agent ends. */
    Outcome abandonBootstrap() {
        var end = new CompletableFuture<Outcome>();
        slot.start(
                Task.DEMOTE,
                progress -> {
                    Outcome stopped = stop.atOnce();
                    return stopped instanceof Outcome.Done ? postgres.putDataAside() : stopped;
                },
                end::complete);
        return end.completeOnTimeout(new Outcome.StillUnderWay(), CLEARING_UP.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Compares the local history with the leader's, for no longer than a cycle may take. */
    Divergence examine(View view, Origin historian) {
        Divergence silent = new Divergence.NotKnown("the comparison with " + historian.words() + " took too long");
        boolean ready = switch (historian) {
            case Origin.Peer(MemberName leader) ->
                view.cluster()
                        .member(leader)
                        .filter(member -> !member.owesCheckpoint())
                        .isPresent();
            case Origin.Remote _ -> true;
        };
        return Upstreams.of(historian, view)
                .filter(upstream -> ready)
                .map(upstream -> Bounded.ask(() -> postgres.examineDivergence(upstream))
                        .within(view.settings().retryTimeout(), silent))
                .orElseGet(() -> new Divergence.NotKnown(historian.words() + " is not ready to be compared with"));
    }

    private Outcome stopOldServer(View view) {
        return switch (view.postgres()) {
            case PostgresState.NoData _, PostgresState.HalfDone _, PostgresState.Stopped _ -> DONE;
            case PostgresState.Running _,
                    PostgresState.Starting _,
                    PostgresState.Unresponsive _,
                    PostgresState.UnreadableData _ -> {
                Outcome waited = view.isPrimary() ? beforeStop.withinTheLease() : beforeStop.patiently();
                yield after(waited, stop::atOnce);
            }
        };
    }

    /** The watchdog stays awake when the server did not stop (D-223). */
    private Outcome resting(Outcome stopped) {
        if (stopped instanceof Outcome.Done) {
            leadership.nothingCanCommit();
        }
        return stopped;
    }

    /** Needs no store, and must not be taken for the primary that it was until a moment ago (LES-040). */
    private Outcome readOnly() {
        leadership.serverIsStopped();
        return upToDate(() -> postgres.start(new StartAs.Standby(Optional.empty())));
    }

    /**
     * The lease is looked at once more, right before a step after which the server may accept writes (LES-028). In pause a
     * primary may come back without it, but nobody becomes one.
     */
    private Outcome underTheLease(Supplier<Outcome> step) {
        if (!settings.cluster().paused() && !isLeaseLongEnough()) {
            return tooLate();
        }
        leadership.serverStarts();
        return step.get();
    }

    /**
     * The operator's program that has to end well before this member becomes the primary (HA-088, CFG-103). The lease is ours while it
     * runs and is renewed, so one that never ends would keep it from everybody.
     */
    private Outcome prePromote() {
        return OperatorProgram.run(
                "pre_promote",
                settings.cluster().server().scripts().prePromote(),
                settings.cluster().scriptLimit());
    }

    private static Outcome after(Outcome first, Supplier<Outcome> next) {
        return first instanceof Outcome.Done ? next.get() : first;
    }

    private boolean isLeaseLongEnough() {
        return leadership.isHeldFor(settings.forDecision().fenceMargin());
    }

    private static Outcome tooLate() {
        return new Outcome.Failed("the lease ends before the server could be a primary");
    }

    /** A server begins with the settings in force, also with those that came a moment ago. */
    private Outcome upToDate(Supplier<Outcome> start) {
        return reload.run() instanceof Outcome.Cancelled cancelled ? cancelled : start.get();
    }

    private BackgroundSlot.Work from(View view, Origin origin, Function<Upstream, Outcome> work) {
        Optional<Upstream> upstream = Upstreams.of(origin, view);
        return progress -> upstream.map(found -> upToDate(() -> work.apply(found)))
                .orElseGet(() -> new Outcome.Failed("the address of " + origin.words() + " is not known"));
    }
}

package io.regent.agent.performance;

import io.regent.agent.callback.Callbacks;
import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.configuration.RestApiConfiguration;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.SyncMemory;
import io.regent.agent.decision.View;
import io.regent.agent.member.MemberRecord;
import io.regent.agent.member.PublishedTags;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.member.StatusBoard;
import io.regent.dcs.Deadline;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.WorkProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the decisions in the real world. */
public final class WorldPerformer implements Performer {

    private static final Logger LOG = LoggerFactory.getLogger(WorldPerformer.class);

    private final Node node;
    private final Leadership leadership;
    private final StatusBoard board;
    private final PeerPoll peers;
    private final FailsafePoll failsafe;
    private final StoreQuestions storeQuestions;
    private final ServerCommands server;
    private final PromotionCheckpoint checkpoint;
    private final EndOfCycle endOfCycle;
    private final DueRestart dueRestart;
    private final Adoption adoption;
    private final Callbacks callbacks;
    private boolean failsafeActive;
    private final SyncSteps sync;

    /**
     * @param reload brings changed settings to the server
     * @param dynamicFile where the dynamic document is kept
     * @param callbacks told of what becomes of the server
     */
    public WorldPerformer(
            Node node,
            Leadership leadership,
            StatusBoard board,
            PeerPoll peers,
            FailsafePoll failsafe,
            ServerReload reload,
            DynamicConfigFile dynamicFile,
            Callbacks callbacks) {
        this.node = node;
        this.leadership = leadership;
        this.board = board;
        this.peers = peers;
        this.failsafe = failsafe;
        this.storeQuestions = new StoreQuestions(node.store(), node.settings());
        var soundSlots = new SoundSlots(node);
        this.server = new ServerCommands(node, leadership, reload, soundSlots);
        this.checkpoint = new PromotionCheckpoint(node.postgres(), node.slot(), node.pacemaker()::wake);
        this.endOfCycle = new EndOfCycle(node, leadership, dynamicFile, soundSlots);
        this.dueRestart = new DueRestart(node, board);
        this.adoption = new Adoption(reload);
        this.callbacks = callbacks;
        this.sync = new SyncSteps(node);
    }

    @Override
    public View ask(Action.Question question, View view) {
        return switch (question) {
            case Action.RenewLease _ -> view.with(leadership.renew(view));
            case Action.AcquireLease _ -> raced(view);
            case Action.ArmWatchdog _ -> view.with(leadership.armWatchdog(view));
            case Action.AskFailsafe(var voters) -> consented(voters, view);
            case Action.AskPeers(var members) -> view.with(peers.ask(members, view));
            case Action.ExamineDivergence(Origin historian) -> view.with(server.examine(view, historian));
            case Action.ClaimBootstrap _ -> storeQuestions.claimBootstrap(view);
            case Action.WriteInitialize(var system) -> storeQuestions.writeInitialize(view, system);
            case Action.WriteConfig _ -> storeQuestions.writeConfig(view);
            case Action.ClearFailover _ -> storeQuestions.clearFailover(view);
            case Action.ReduceFailoverToCandidate _ -> storeQuestions.reduceFailover(view);
            case Action.SetSyncNames(var names) -> sync.waitFor(view, names);
            case Action.WriteSync(var promise) -> sync.promise(view, promise);
        };
    }

    /** A promise that came in since the world was looked at forbids to ask for the lease (LES-131). */
    private View raced(View view) {
        if (!node.voter().race()) {
            return node.voter().notice().map(view::with).orElse(view);
        }
        Lease answer = leadership.acquire(view);
        node.voter().raced(answer, view.settings().ttl());
        return afterAcquiring(view, answer);
    }

    private View consented(SortedMap<MemberName, String> voters, View view) {
        long asked = node.clocks().monotonic().nanos();
        FailsafeVotes votes = failsafe.ask(voters, view, leadership.until());
        if (votes instanceof FailsafeVotes.Accepted(Deadline until)) {
            leadership.consented(until, view, asked);
        }
        return view.with(votes);
    }

    /** What the decision was made on may be as old as this agent's last pause (LES-019). */
    private View afterAcquiring(View view, Lease answer) {
        return (answer instanceof Lease.Mine ? storeQuestions.readAgain(view) : view).afterRace(answer);
    }

    @Override
    public void carryOut(Action.Command command, View view) {
        switch (command) {
            case Action.Wait _, Action.Exit _ -> {}
            case Action.LookAgain(Duration within) ->
                node.pacemaker().wakeAt(Deadline.after(node.clocks().monotonic().nanos(), within));
            case Action.Bootstrap _ -> server.bootstrap();
            case Action.AbandonBootstrap _ -> abandonBootstrap(view);
            case Action.Clone(Origin source) -> copy(view, source);
            case Action.CloneWithoutLeader _ -> server.copyWithoutLeader(view);
            case Action.StartPrimary _ -> server.startPrimary();
            case Action.StartStandby(var upstream) -> server.startStandby(view, upstream);
            case Action.Follow(var upstream) -> server.follow(view, upstream);
            case Action.Promote _ -> server.promote();
            case Action.Demote(Demotion kind) -> {
                leadership.stepDown();
                server.demote(view, kind);
            }
            case Action.CancelWork _ -> node.slot().cancel();
            case Action.CopySlots copy -> server.copySlots(view, copy);
            case Action.Rewind(Origin source) -> server.rewind(view, source);
            case Action.RecoverCrash _ -> server.recoverCrash();
            case Action.Restart(OperatorRequest.Restart request) ->
                node.requests().take(request).ifPresent(entry -> server.restart(view, entry));
            case Action.RefuseRequest(String reason) ->
                taken(view).ifPresent(entry -> entry.end().complete(new Outcome.Failed(reason)));
            case Action.ReleaseLease(var endOfLog) -> {
                leadership.stepDown();
                endOfLog.ifPresent(end -> endOfCycle.publishEnd(view, end));
                leadership.release();
            }
        }
    }

    @Override
    public void finish(View seen, Decision decision, Duties duties) {
        adoption.settle(seen);
        callbacks.settle(seen, decision);
        checkpoint.settle(seen);
        sync.settle(seen, decision);
        View view = withWorkThatBegan(seen);
        Tags tags = PublishedTags.of(node.settings().file().tags(), SyncMemory.asksForRelease(seen, decision));
        Optional<WorkProgress> progress = progress(view);
        boolean contact = view.dcs() instanceof DcsView.Seen;
        if (contact && !(view.lease() instanceof Lease.Unanswered)) {
            String apiUrl = RestApiConfiguration.of(node.settings()).apiUrl();
            var record = MemberRecord.of(
                    view,
                    node.settings(),
                    tags,
                    apiUrl,
                    new MemberRecord.Besides(
                            checkpoint.isOwed(), node.requests().scheduled(), progress));
            endOfCycle.fulfil(view, duties, record);
        } else {
            endOfCycle.keepSlots(view, duties);
        }
        node.voter().settle(view);
        if (!view.leads()) {
            leadership.stepDown();
        }
        leadership.settle(view, decision);
        board.publish(
                view,
                tags,
                contact ? Optional.of(node.clocks().wall().instant()) : Optional.empty(),
                progress,
                Deadline.after(view.now(), view.settings().loopWait()));
        tellFailsafe();
        dueRestart.settle(view);
        wakeForSwitchover(view);
    }

    /** A standby that runs replays all the time, and that is nothing to wait for. */
    private Optional<WorkProgress> progress(View view) {
        return view.postgres() instanceof PostgresState.Running
                ? Optional.empty()
                : node.postgres().progress();
    }

    /** A server that is about to stop says so before its lease can be released (LES-008), and any other work is told at once. */
    private View withWorkThatBegan(View view) {
        return node.slot()
                .running()
                .map(task -> view.with(new BackgroundWork.Running(task, Duration.ZERO, false, Optional.empty())))
                .orElse(view);
    }

    /** Its beginning and its end are told on every member (LES-133). */
    private void tellFailsafe() {
        long now = node.clocks().monotonic().nanos();
        boolean active = board.snapshot().safeguards().failsafeActiveAt(now);
        if (active != failsafeActive) {
            LOG.info(active ? "Failsafe mode is active" : "Failsafe mode is over");
        }
        failsafeActive = active;
    }

    /** A scheduled switchover is looked at when its time has come, not up to a turn later (D-124). */
    private void wakeForSwitchover(View view) {
        view.failover()
                .flatMap(FailoverRequest::scheduledAt)
                .filter(at -> view.lease() instanceof Lease.Mine && at.isAfter(view.wallClock()))
                .ifPresent(at -> node.pacemaker().wakeAt(node.clocks().at(at)));
    }

    private void copy(View view, Origin source) {
        boolean fromLeader = false;
        if (view.request().orElse(null) instanceof OperatorRequest.Reinitialize reinitialize) {
            fromLeader = reinitialize.fromLeader();
            taken(view).ifPresent(entry -> entry.end().complete(new Outcome.Done()));
        }
        server.copy(view, source, fromLeader);
    }

    private Optional<RequestInbox.Entry> taken(View view) {
        return view.request().flatMap(node.requests()::take);
    }

    /** The lease and the right to initialise are given back only once the server is stopped (HA-096). */
    private void abandonBootstrap(View view) {
        Outcome cleared = server.abandonBootstrap();
        if (!(cleared instanceof Outcome.Done)) {
            LOG.error("What the failed bootstrap left could not be put aside: {}", cleared);
            return;
        }
        leadership.release();
        storeQuestions.giveBootstrapBack(view);
    }
}

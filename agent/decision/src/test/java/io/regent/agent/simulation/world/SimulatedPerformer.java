package io.regent.agent.simulation.world;

import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.Performer;
import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Action.Question;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.CallbackHistory;
import io.regent.agent.decision.Claim;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.SyncMemory;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.SyncState;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.SyncNames;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Does in the simulated world what was decided. */
final class SimulatedPerformer implements Performer {

    private final Node node;
    private final Agent agent;
    private final DcsStore store;
    private final LeaseHolder lease;
    private final Fencing fence;
    private final WatchdogGuard watchdog;
    private final BackgroundSlot slot;
    private final Work work;
    private final Inquiry inquiry;
    private final Publication publication;
    private final SyncSteps sync;
    private CallbackHistory told = CallbackHistory.NEW;

    SimulatedPerformer(
            World world,
            Node node,
            Agent agent,
            SimulatedObserver observer,
            DcsStore store,
            LeaseHolder lease,
            Fencing fence,
            WatchdogGuard watchdog,
            BackgroundSlot slot,
            Work work) {
        this.node = node;
        this.agent = agent;
        this.store = store;
        this.lease = lease;
        this.fence = fence;
        this.watchdog = watchdog;
        this.slot = slot;
        this.work = work;
        this.inquiry = new Inquiry(world, node);
        this.publication = new Publication(store, node, agent::holdsLease);
        this.sync = new SyncSteps(node, observer, store, world.chance(node.name() + " sync"));
    }

    @Override
    public View ask(Question question, View view) {
        return switch (question) {
            case Action.RenewLease _ ->
                view.with(armed(lease.renew(view.settings().ttl()), view));
            case Action.AcquireLease _ -> raced(view);
            case Action.AskFailsafe(var voters) ->
                consented(view.with(agent.failsafe().ask(voters, view)));
            case Action.ArmWatchdog _ -> view.with(watchdog.arm(view));
            case Action.AskPeers(var members) -> view.with(inquiry.status(members));
            case Action.ExamineDivergence(var leader) -> view.with(inquiry.divergence(leader));
            case Action.ClaimBootstrap _ -> claim(view);
            case Action.WriteInitialize(SystemIdentifier system) ->
                written(view, () -> store.write(ClusterKey.INITIALIZE, system.digits(), unlessKnown(view)));
            case Action.WriteConfig _ ->
                written(
                        view,
                        () -> store.write(ClusterKey.CONFIG, Wire.config(agent.config()), new Precondition.Absent()));
            case Action.ClearFailover _ -> written(view, () -> store.delete(ClusterKey.FAILOVER, unchanged(view)));
            case Action.ReduceFailoverToCandidate _ ->
                written(view, () -> store.write(ClusterKey.FAILOVER, Wire.failover(reduced(view)), unchanged(view)));
            case Action.SetSyncNames(Optional<SyncNames> names) -> sync.waitFor(view, names);
            case Action.WriteSync(Optional<SyncState> promise) -> sync.promise(view, promise);
        };
    }

    private View raced(View view) {
        node.goesForTheLease(Mandate.of(view));
        return agent.failsafe()
                .race(
                        view,
                        () -> afterAcquiring(
                                view, armed(lease.acquire(view.settings().ttl()), view)));
    }

    private View consented(View answered) {
        if (answered.answers().votes() instanceof FailsafeVotes.Accepted(var until)) {
            lease.consented(until);
            fence.arm(until.minus(answered.settings().fenceMargin()));
            watchdog.confirmed(until);
        }
        return answered;
    }

    @Override
    public void carryOut(Action.Command command, View view) {
        switch (command) {
            case Action.Wait _, Action.Exit _ -> {}
            case Action.LookAgain(var within) -> agent.wakeIn(within);
            case Action.Bootstrap _ -> work.bootstrap();
            case Action.AbandonBootstrap _ -> {
                work.putAside();
                store.delete(ClusterKey.INITIALIZE, new Precondition.Anything());
            }
            case Action.Clone(var source) -> {
                agent.requestTaken();
                work.copy(source);
            }
            case Action.CloneWithoutLeader _ -> work.copyWithoutLeader();
            case Action.StartPrimary _ -> work.startPrimary();
            case Action.StartStandby(var upstream) -> work.startStandby(upstream);
            case Action.Follow(var upstream) -> work.follow(upstream);
            case Action.Promote _ -> work.promote();
            case Action.Demote(var kind) -> work.demote(kind);
            case Action.CancelWork _ -> slot.cancel();
            case Action.CopySlots copy -> work.copySlots(copy);
            case Action.Rewind(var source) -> work.rewind(source);
            case Action.RecoverCrash _ -> work.recover();
            case Action.Restart _ -> {
                agent.requestTaken();
                work.restart();
            }
            case Action.RefuseRequest _ -> agent.requestTaken();
            case Action.ReleaseLease(Optional<Lsn> endOfLog) -> {
                endOfLog.ifPresent(end -> publication.endOfLog(view, end));
                lease.release();
                fence.disarm();
                watchdog.serverIsDown();
            }
        }
    }

    @Override
    public void finish(View view, Decision decision, Duties duties) {
        CallbackHistory.Step step = told.after(view, decision);
        told = step.next();
        step.call().ifPresent(node::moveAddress);
        boolean mayBecomePrimary =
                Stream.concat(seenRunning(view).stream(), slot.task().stream()).anyMatch(Task::mayConcealAPromotion);
        node.supervision().believes(view.paused());
        if (view.paused()) {
            fence.disarm();
        } else if (isKnownStandby(view) && !mayBecomePrimary) {
            fence.standbySeen();
        }
        watchdog.settle(view, decision);
        publication.publish(view, duties, slot.task(), SyncMemory.asksForRelease(view, decision));
        agent.failsafe().settle(view);
    }

    /** It may have ended since, and have left a primary. */
    private static Optional<Task> seenRunning(View view) {
        return view.work() instanceof BackgroundWork.Running running ? Optional.of(running.task()) : Optional.empty();
    }

    private static boolean isKnownStandby(View view) {
        return switch (view.postgres()) {
            case PostgresState.Running(var facts) -> facts.role() == Role.STANDBY;
            case PostgresState.Stopped _, PostgresState.NoData _, PostgresState.HalfDone _ -> true;
            case PostgresState.UnreadableData _, PostgresState.Starting _, PostgresState.Unresponsive _ -> false;
        };
    }

    private Lease armed(Lease learned, View view) {
        lease.until().ifPresent(until -> fence.arm(until.minus(view.settings().fenceMargin())));
        if (learned instanceof Lease.Mine(var until)) {
            agent.leaseGranted(until.minus(view.settings().ttl()));
            watchdog.confirmed(until);
        } else {
            lease.until().ifPresent(watchdog::shortened);
        }
        return learned;
    }

    /** What the decision was made on may be old by now. */
    private View afterAcquiring(View view, Lease learned) {
        if (!(learned instanceof Lease.Mine)) {
            return view.afterRace(learned);
        }
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> {
                View fresh = view.with(cluster).afterRace(learned);
                node.goesForTheLease(Mandate.of(fresh));
                yield fresh;
            }
            case ReadAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    private View claim(View view) {
        return switch (store.write(ClusterKey.INITIALIZE, "", new Precondition.Absent())) {
            case WriteAnswer.Done _ -> view.with(Claim.WON);
            case WriteAnswer.Conflict _ -> view.with(Claim.LOST);
            case WriteAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    /** The write, and then the cluster as it is after it, whoever wrote last. */
    private View written(View view, Supplier<WriteAnswer> write) {
        if (write.get() instanceof WriteAnswer.Unreachable(String cause)) {
            return view.withSilentDcs(cause);
        }
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> view.with(cluster);
            case ReadAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    private static Precondition unlessKnown(View view) {
        return switch (view.cluster().initialization()) {
            case io.regent.dcs.Initialization.Absent _ -> new Precondition.Absent();
            case io.regent.dcs.Initialization.InProgress _,
                    io.regent.dcs.Initialization.Done _,
                    io.regent.dcs.Initialization.Garbage _ -> new Precondition.Anything();
        };
    }

    private static Precondition unchanged(View view) {
        return view.cluster()
                .failover()
                .<Precondition>map(request -> new Precondition.Unchanged(request.revision()))
                .orElseGet(Precondition.Absent::new);
    }

    private static FailoverRequest reduced(View view) {
        return new FailoverRequest(
                Optional.empty(), view.failover().flatMap(FailoverRequest::candidate), Optional.empty());
    }
}

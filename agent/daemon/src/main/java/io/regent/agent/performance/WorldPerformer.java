package io.regent.agent.performance;

import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.Fence;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Upstreams;
import io.regent.agent.decision.View;
import io.regent.agent.member.MemberRecord;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.member.StatusBoard;
import io.regent.agent.waiting.Bounded;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.Precondition;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.Divergence;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out the decisions in the real world. */
public final class WorldPerformer implements Performer {

    private final LiveSettings settings;
    private final DcsStore store;
    private final Postgres postgres;
    private final LeaseHolder lease;
    private final Fence fence;
    private final BackgroundSlot slot;
    private final RequestInbox requests;
    private final StatusBoard board;
    private final PeerPoll peers;
    private final Supplier<String> apiUrl;
    private final StoreQuestions storeQuestions;
    private final ServerCommands server;
    private final EndOfCycle endOfCycle;

    public WorldPerformer(
            LiveSettings settings,
            DcsStore store,
            Postgres postgres,
            LeaseHolder lease,
            Fence fence,
            BackgroundSlot slot,
            RequestInbox requests,
            StatusBoard board,
            PeerPoll peers,
            MonotonicClock clock,
            DynamicConfigFile dynamicFile,
            Supplier<String> apiUrl) {
        this.settings = settings;
        this.store = store;
        this.postgres = postgres;
        this.lease = lease;
        this.fence = fence;
        this.slot = slot;
        this.requests = requests;
        this.board = board;
        this.peers = peers;
        this.apiUrl = apiUrl;
        this.storeQuestions = new StoreQuestions(store);
        this.server = new ServerCommands(postgres, slot, settings, lease, clock);
        this.endOfCycle = new EndOfCycle(store, postgres, slot, settings, dynamicFile);
    }

    @Override
    public View ask(Action.Question question, View view) {
        return switch (question) {
            case Action.RenewLease _ ->
                view.with(learned(lease.renew(view.settings().ttl()), view));
            case Action.AcquireLease _ ->
                view.with(learned(lease.acquire(view.settings().ttl()), view));
            case Action.AskPeers(var members) -> view.with(peers.ask(members, view));
            case Action.ExamineDivergence(MemberName leader) -> view.with(examine(view, leader));
            case Action.ClaimBootstrap _ -> storeQuestions.claimBootstrap(view);
            case Action.WriteInitialize(var system) -> storeQuestions.writeInitialize(view, system);
            case Action.WriteConfig _ -> storeQuestions.writeConfig(view, settings.dynamic());
            case Action.ClearFailover _ -> storeQuestions.clearFailover(view);
            case Action.ReduceFailoverToCandidate _ -> storeQuestions.reduceFailover(view);
        };
    }

    @Override
    public void carryOut(Action.Command command, View view) {
        switch (command) {
            case Action.Wait _, Action.Exit _ -> {}
            case Action.Bootstrap _ -> server.bootstrap();
            case Action.AbandonBootstrap _ -> abandonBootstrap();
            case Action.Clone(MemberName source) -> copy(view, source);
            case Action.StartPrimary _ -> server.startPrimary();
            case Action.StartStandby(var upstream) -> server.startStandby(view, upstream);
            case Action.Follow(MemberName upstream) -> server.follow(view, upstream);
            case Action.Promote _ -> server.promote();
            case Action.Demote(Demotion kind) -> {
                board.notLeading();
                server.demote(view, kind);
            }
            case Action.CancelWork _ -> slot.cancel();
            case Action.Rewind(MemberName source) -> server.rewind(view, source);
            case Action.RecoverCrash _ -> server.recoverCrash();
            case Action.Restart _ -> requests.take().ifPresent(entry -> server.restart(view, entry));
            case Action.RefuseRequest(String reason) ->
                requests.take().ifPresent(entry -> entry.end().complete(new Outcome.Failed(reason)));
            case Action.ReleaseLease(var endOfLog) -> {
                board.notLeading();
                endOfLog.ifPresent(end -> endOfCycle.publishEnd(view, end));
                lease.release();
                fence.disarm();
            }
        }
    }

    @Override
    public void finish(View view, Decision decision, Duties duties) {
        Duration loopWait = view.settings().loopWait();
        if (view.dcs() instanceof DcsView.Seen && !(view.lease() instanceof Lease.Unanswered)) {
            endOfCycle.fulfil(view, duties);
            var record = MemberRecord.of(view, settings, apiUrl.get(), server.owesCheckpoint());
            store.announce(view.me(), Wire.member(record), view.settings().ttl());
        }
        if (!(view.lease() instanceof Lease.Mine)) {
            board.notLeading();
        }
        Optional<Instant> contact = view.dcs() instanceof DcsView.Seen ? Optional.of(Instant.now()) : Optional.empty();
        board.publish(view, contact, Deadline.after(view.now(), loopWait));
    }

    /** A confirmed lease moves the fence and the health answers at once; anything else leaves the fence where it was. */
    private Lease learned(Lease answer, View view) {
        switch (answer) {
            case Lease.Mine(Deadline until) -> {
                board.leading(until);
                if (!view.paused()) {
                    fence.arm(until.minus(view.settings().fenceMargin()));
                }
            }
            case Lease.Lost _ -> board.notLeading();
            case Lease.Unanswered _, Lease.Vacant _, Lease.Claimed _, Lease.Theirs _ -> {}
        }
        return answer;
    }

    private Divergence examine(View view, MemberName leader) {
        Divergence silent = new Divergence.NotKnown("the comparison with " + leader + " took too long");
        return view.cluster()
                .member(leader)
                .filter(member -> !member.owesCheckpoint())
                .flatMap(member -> Upstreams.of(member, view))
                .map(upstream -> Bounded.ask(() -> postgres.examineDivergence(upstream))
                        .within(view.settings().retryTimeout(), silent))
                .orElseGet(() -> new Divergence.NotKnown(leader + " is not ready to be compared with"));
    }

    private void copy(View view, MemberName source) {
        if (view.request().orElse(null) instanceof OperatorRequest.Reinitialize) {
            requests.take().ifPresent(entry -> entry.end().complete(new Outcome.Done()));
        }
        server.copy(view, source);
    }

    private void abandonBootstrap() {
        server.abandonBootstrap();
        lease.release();
        store.delete(ClusterKey.INITIALIZE, new Precondition.Anything());
    }
}

package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.CommitLevel;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** A world that answers every question, in any way in which it can be answered. */
final class RandomAnswers {

    private final Random random;

    RandomAnswers(Random random) {
        this.random = random;
    }

    View answer(Action.Question question, View view) {
        return switch (question) {
            case Action.RenewLease _ -> view.with(lease());
            case Action.AcquireLease _ -> view.afterRace(lease());
            case Action.AskPeers(SortedSet<MemberName> members) -> view.with(peers(members));
            case Action.AskFailsafe(SortedMap<MemberName, String> voters) -> view.with(votes(voters));
            case Action.ExamineDivergence _ -> view.with(divergence());
            case Action.ArmWatchdog _ -> view.with(watchdog());
            case Action.ClaimBootstrap _ ->
                unlessSilent(view, view.with(RandomViews.any(random, List.of(Claim.WON, Claim.LOST))));
            case Action.WriteInitialize(SystemIdentifier system) -> unlessSilent(view, identified(view, system));
            case Action.WriteConfig _ ->
                unlessSilent(view, view.with(copy(view, view.cluster().initialization(), config(), failover(view))));
            case Action.ClearFailover _ -> unlessSilent(view, withFailover(view, Optional.empty()));
            case Action.ReduceFailoverToCandidate _ -> unlessSilent(view, withFailover(view, reduced(view)));
            case Action.SetSyncNames(Optional<SyncNames> names) ->
                random.nextInt(5) == 0 ? failed(view) : waiting(view, names);
            case Action.WriteSync(Optional<SyncState> promise) ->
                random.nextInt(5) == 0 ? failed(view) : unlessSilent(view, promising(view, promise));
        };
    }

    private static View failed(View view) {
        return view.with(view.answers().sync().afterFailure());
    }

    private static View waiting(View view, Optional<SyncNames> names) {
        View given = view.with(view.answers().sync().with(names));
        String text = names.map(SyncNames::text).orElse("");
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? given.with(new PostgresState.Running(
                        facts.with(new SyncFacts(SyncNames.parse(text), names.isPresent(), CommitLevel.FLUSHED))))
                : given;
    }

    private static View promising(View view, Optional<SyncState> promise) {
        return view.with(view.cluster().withSync(promise.map(made -> new Versioned<>(made, 2))));
    }

    private Lease lease() {
        return RandomViews.any(
                random,
                List.of(
                        new Lease.Mine(Deadline.after(Views.NOW, Views.TTL)),
                        new Lease.Lost(),
                        new Lease.Unanswered("timed out")));
    }

    private WatchdogState watchdog() {
        return RandomViews.any(
                random,
                List.of(
                        new WatchdogState.Armed(Duration.ofSeconds(25)),
                        new WatchdogState.Unusable("no device"),
                        new WatchdogState.Failed("no device")));
    }

    private Peers peers(SortedSet<MemberName> members) {
        var answers = new TreeMap<MemberName, PeerAnswer>();
        members.forEach(member -> answers.put(member, RandomViews.peer(random)));
        return Peers.asked(answers);
    }

    private FailsafeVotes votes(SortedMap<MemberName, String> voters) {
        return voters.isEmpty() || random.nextBoolean()
                ? new FailsafeVotes.Accepted(Deadline.after(Views.NOW, Views.TTL))
                : new FailsafeVotes.Refused(new TreeMap<>(Map.of(voters.firstKey(), "no answer")));
    }

    private Divergence divergence() {
        return RandomViews.any(
                random,
                List.of(
                        new Divergence.Follows(),
                        new Divergence.Diverged("0/3000000"),
                        new Divergence.Irreconcilable("timeline 3"),
                        new Divergence.NotKnown("refused")));
    }

    /** The identity is ours now, or somebody else was quicker. */
    private View identified(View view, SystemIdentifier system) {
        var now = new Initialization.Done(random.nextInt(3) == 0 ? Views.FOREIGN : system);
        return view.with(copy(view, now, view.cluster().config(), failover(view)));
    }

    private View unlessSilent(View view, View answered) {
        return random.nextInt(5) == 0 ? view.withSilentDcs("timed out") : answered;
    }

    private static Optional<Versioned<DynamicConfig>> config() {
        return Optional.of(new Versioned<>(DynamicConfig.EMPTY, 2));
    }

    private static Optional<Versioned<FailoverRequest>> failover(View view) {
        return view.cluster().failover();
    }

    private static Optional<Versioned<FailoverRequest>> reduced(View view) {
        return view.failover()
                .map(request -> new FailoverRequest(Optional.empty(), request.candidate(), request.scheduledAt()))
                .map(request -> new Versioned<>(request, 2));
    }

    private static View withFailover(View view, Optional<Versioned<FailoverRequest>> failover) {
        return view.with(
                copy(view, view.cluster().initialization(), view.cluster().config(), failover));
    }

    private static Cluster copy(
            View view,
            Initialization initialization,
            Optional<Versioned<DynamicConfig>> config,
            Optional<Versioned<FailoverRequest>> failover) {
        Cluster old = view.cluster();
        return new Cluster(
                initialization,
                config,
                old.leader(),
                old.members(),
                old.status(),
                failover,
                old.sync(),
                old.history(),
                old.failsafe(),
                old.revision() + 1);
    }
}

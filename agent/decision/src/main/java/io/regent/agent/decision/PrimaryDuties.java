package io.regent.agent.decision;

import io.regent.agent.decision.sync.Standby;
import io.regent.agent.decision.sync.SyncChange;
import io.regent.agent.decision.sync.SyncStep;
import io.regent.agent.decision.sync.Target;
import io.regent.dcs.SyncState;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;
import java.util.Set;

/**
 * What a primary with a confirmed lease sees to besides leading (T12a): that its commits wait for the right standbys, and that
 * nobody else may take over (D-193). In pause as well, because commits would wait for a standby that has gone.
 */
final class PrimaryDuties {

    private PrimaryDuties() {}

    static Optional<Decision> decide(View view) {
        boolean primary = view.postgres() instanceof Running(ServerFacts facts) && facts.role() == Role.PRIMARY;
        if (!primary || view.answers().sync().failed()) {
            return Say.nothing();
        }
        ServerFacts facts = ((Running) view.postgres()).facts();
        return Synchronous.isOn(view) ? keep(view, facts) : give(view, facts);
    }

    private static Optional<Decision> keep(View view, ServerFacts facts) {
        Optional<SyncState> promise = Synchronous.recorded(view);
        Target target = Target.of(
                view.me(),
                Synchronous.wish(view),
                promise,
                Standby.of(
                        view.me(),
                        facts,
                        view.cluster().members(),
                        promise.map(SyncState::standbys).map(Set::copyOf).orElse(Set.of()),
                        view.settings().sync().maximumLag()));
        Lsn since = SyncMemory.change(view).map(SyncMemory.Change::end).orElse(facts.flushed());
        var change = new SyncChange(view.me(), facts.sync().names(), promise, Standby.confirmed(facts, since), target);
        return switch (change.next()) {
            case SyncStep.SetNames(var names) ->
                Say.does(new Action.SetSyncNames(Optional.of(names)), Rule.SET_SYNC_NAMES);
            case SyncStep.WritePromise(var other) ->
                Say.does(new Action.WriteSync(Optional.of(other)), Rule.WRITE_SYNC);
            case SyncStep.AwaitStandbys _ -> Say.waits(Rule.AWAIT_STANDBYS);
            case SyncStep.Settled _ -> target.blocked() ? Say.waits(Rule.LEAD_BLOCKED) : Say.nothing();
        };
    }

    /** First nobody may rely on the standbys any more, then nobody waits for them (HA-143). */
    private static Optional<Decision> give(View view, ServerFacts facts) {
        Optional<Decision> names = facts.sync().managed()
                ? Say.does(new Action.SetSyncNames(Optional.empty()), Rule.SET_SYNC_NAMES)
                : Say.nothing();
        return withdrawn(view).or(() -> names);
    }

    /** What was promised once binds nobody: the mode is off, or the cluster has no commits of its own any more (HA-149). */
    static Optional<Decision> withdrawn(View view) {
        return Synchronous.recorded(view).isPresent() && !view.answers().sync().failed()
                ? Say.does(new Action.WriteSync(Optional.empty()), Rule.WRITE_SYNC)
                : Say.nothing();
    }
}

package io.regent.agent.performance;

import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.View;
import io.regent.agent.waiting.Bounded;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.SyncNames;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two steps of a change of synchronous replication; each answers with what holds afterwards (HA-135, LES-099). What goes
 * wrong is told, and the next cycle begins anew with what is then.
 */
final class SyncSteps {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSteps.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    /** How often a standby that wants to stop looks whether it was released (HA-145). */
    private static final Duration RELEASE_POLL = Duration.ofSeconds(2);

    private final ClusterStore store;
    private final Postgres postgres;
    private final Pacemaker pacemaker;
    private boolean blocked;

    SyncSteps(Node node) {
        this.store = node.store();
        this.postgres = node.postgres();
        this.pacemaker = node.pacemaker();
    }

    /** Half of the time of a cycle for the change, and half for the look at what came of it. */
    View waitFor(View view, Optional<SyncNames> names) {
        Duration half = view.settings().retryTimeout().dividedBy(2);
        Outcome outcome = Bounded.ask(() -> postgres.commitsWaitFor(names)).within(half, new Outcome.StillUnderWay());
        if (!(outcome instanceof Outcome.Done)) {
            LOG.error("{} was not changed to {}: {}", SyncNames.PARAMETER, text(names), outcome);
            return view.with(view.answers().sync().afterFailure());
        }
        View given = view.with(view.answers().sync().with(names));
        if (!(view.postgres() instanceof PostgresState.Running)) {
            return given;
        }
        LOG.info("{} is {} now", SyncNames.PARAMETER, text(names));
        PostgresState seen = Bounded.ask(postgres::observe)
                .within(half, new PostgresState.UnreadableData("no answer after the change"));
        return seen instanceof PostgresState.Running
                ? given.with(seen)
                : given.with(given.answers().sync().afterFailure());
    }

    View promise(View view, Optional<SyncState> promise) {
        return promise(view, promise, precondition(view));
    }

    /** What an operator should know of how a cycle ended, and when to look again if that is sooner than usual. */
    void settle(View view, Decision decision) {
        boolean nowBlocked = decision.rule() == Rule.LEAD_BLOCKED;
        if (nowBlocked && !blocked) {
            LOG.warn("No active replication connections from Patroni members and synchronous_mode_strict is requested");
        }
        blocked = nowBlocked;
        if (decision.rule() == Rule.AWAIT_STANDBYS) {
            pacemaker.wakeAt(Deadline.after(view.now(), SOON));
        }
        if (decision.rule() == Rule.ASK_RELEASE) {
            pacemaker.wakeAt(Deadline.after(view.now(), RELEASE_POLL));
        }
    }

    private View promise(View view, Optional<SyncState> promise, Precondition precondition) {
        WriteAnswer answer = promise.map(made -> store.write(ClusterKey.SYNC, Wire.sync(made), precondition))
                .orElseGet(() -> store.delete(ClusterKey.SYNC, precondition));
        return switch (answer) {
            case WriteAnswer.Done(long revision) -> {
                LOG.info(
                        "Commits are promised to be on {} now",
                        promise.map(Wire::sync).orElse("the leader only"));
                yield view.with(view.cluster().withSync(promise.map(made -> new Versioned<>(made, revision))));
            }
            case WriteAnswer.Conflict _ -> refused(view, promise, precondition);
            case WriteAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    /** Whoever else wrote is right; only what nobody can read is written over (HA-019). */
    private View refused(View view, Optional<SyncState> promise, Precondition precondition) {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster)
            when cluster.sync().isEmpty() && precondition instanceof Precondition.Absent ->
                promise(view.with(cluster), promise, new Precondition.Anything());
            case ReadAnswer.Seen(Cluster cluster) ->
                view.with(cluster).with(view.answers().sync().afterFailure());
            case ReadAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    private static Precondition precondition(View view) {
        return view.cluster()
                .sync()
                .<Precondition>map(made -> new Precondition.Unchanged(made.revision()))
                .orElseGet(Precondition.Absent::new);
    }

    private static String text(Optional<SyncNames> names) {
        return names.map(value -> "'" + value.text() + "'").orElse("the user's own");
    }
}

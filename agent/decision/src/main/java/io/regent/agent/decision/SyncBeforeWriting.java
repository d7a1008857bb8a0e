package io.regent.agent.decision;

import io.regent.agent.decision.sync.TakingOver;
import io.regent.agent.decision.sync.Target;
import io.regent.postgres.SyncNames;
import java.util.Optional;

/**
 * A server must wait for the right standbys before it accepts its first commit (HA-146, D-195, LES-095). Empty when it does.
 */
final class SyncBeforeWriting {

    private SyncBeforeWriting() {}

    /** Before a standby is promoted: the promise first, so that only the winner of this race is a leader by it. */
    static Optional<Decision> promoted(View view) {
        return Synchronous.isOn(view) ? taken(view) : Say.nothing();
    }

    /** Before a crashed primary is started where it is: what it promised still holds, and its standbys may still take over. */
    static Optional<Decision> started(View view) {
        if (!Synchronous.isOn(view)) {
            return Say.nothing();
        }
        return Synchronous.recorded(view)
                .filter(promise -> TakingOver.isBy(promise, view.me()))
                .map(promise -> named(view, TakingOver.again(promise, Synchronous.wish(view))))
                .orElseGet(() -> taken(view));
    }

    /** Before the leader of a new cluster is known: a strict one never commits without a standby. */
    static Optional<Decision> initialised(View view) {
        boolean strict = Synchronous.isOn(view) && view.settings().sync().strict();
        return strict ? named(view, Target.placeholder(Synchronous.wish(view))) : Say.nothing();
    }

    private static Optional<Decision> taken(View view) {
        var wanted = TakingOver.by(view.me(), Synchronous.wish(view), Synchronous.promise(view));
        boolean written =
                Synchronous.recorded(view).filter(wanted.promise()::equals).isPresent();
        if (!written && !view.answers().sync().failed()) {
            return Say.does(new Action.WriteSync(Optional.of(wanted.promise())), Rule.SYNC_BEFORE_WRITING);
        }
        return named(view, wanted.names());
    }

    private static Optional<Decision> named(View view, SyncNames names) {
        if (view.answers().sync().failed()) {
            return Say.waits(Rule.SYNC_POSTPONED);
        }
        return Synchronous.inForce(view).filter(names::means).isPresent()
                ? Say.nothing()
                : Say.does(new Action.SetSyncNames(Optional.of(names)), Rule.SYNC_BEFORE_WRITING);
    }
}

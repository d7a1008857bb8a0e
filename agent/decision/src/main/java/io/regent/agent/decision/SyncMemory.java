package io.regent.agent.decision;

import io.regent.dcs.SyncState;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;

/**
 * What previous cycles left behind about synchronous replication.
 *
 * @param change since when commits wait for the names in force; empty when this server is no primary
 * @param promise what the store promised when it last promised anything, for as long as the mode is on: a promise that was wiped
 *     out is not taken back (LES-099)
 * @param releaseAskedAt since when this member asks to be no synchronous standby any more, in nanoseconds of the monotonic clock
 */
public record SyncMemory(Optional<Change> change, Optional<SyncState> promise, Optional<Long> releaseAskedAt) {

    /** Nothing is known. */
    public static final SyncMemory NONE = new SyncMemory(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A change of the names.
     *
     * @param end the end of the log when the server was first seen to use them
     */
    public record Change(SyncNames names, Lsn end) {}

    static SyncMemory after(View view, Decision decision) {
        return new SyncMemory(change(view), promise(view), releaseAskedAt(view, decision));
    }

    /** Whether this member publishes that it wants to be released, after a cycle that ended like this (HA-145). */
    public static boolean asksForRelease(View view, Decision decision) {
        return releaseAskedAt(view, decision).isPresent();
    }

    /** Since when commits wait for the names in force; what was known before is worth nothing once they were changed. */
    static Optional<Change> change(View view) {
        if (!(view.postgres() instanceof PostgresState.Running(ServerFacts facts)) || facts.role() != Role.PRIMARY) {
            return Optional.empty();
        }
        var inForce = facts.sync().names();
        boolean changed = !view.answers().sync().given().isEmpty();
        return view.memory()
                .sync()
                .change()
                .filter(known -> !changed && known.names().equals(inForce))
                .or(() -> Optional.of(new Change(inForce, facts.flushed())));
    }

    private static Optional<SyncState> promise(View view) {
        return Synchronous.isOn(view) ? Synchronous.promise(view) : Optional.empty();
    }

    private static Optional<Long> releaseAskedAt(View view, Decision decision) {
        boolean going = view.work() instanceof BackgroundWork.Running
                || decision.action() instanceof Action.Restart
                || decision.action() instanceof Action.Demote;
        Optional<Long> before = view.memory().sync().releaseAskedAt();
        if (decision.rule() == Rule.ASK_RELEASE) {
            return Optional.of(before.orElse(view.now()));
        }
        return going ? before : Optional.empty();
    }
}

package io.regent.postgres.rewind;

import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;

/**
 * Whether local data can follow a leader, from facts alone (HA-112, LES-066): it can when all of it is part of the leader's
 * history, that is, when its log ends on the leader's timeline, or on an ancestor not after the point where that one was left.
 */
final class DivergenceRule {

    private DivergenceRule() {}

    static Divergence judge(LocalEnd local, TimelineHistory leader) {
        WalPosition end = switch (local) {
            case LocalEnd.Exact(WalPosition position) -> position;
            case LocalEnd.AtLeast(WalPosition position) -> position;
        };
        if (end.timeline().equals(leader.current())) {
            return new Divergence.Follows();
        }
        if (leader.current().isBefore(end.timeline())) {
            return diverged(end, "the leader is on the older timeline " + leader.current());
        }
        Lsn leftAt = leader.leftAt(end.timeline()).orElse(null);
        if (leftAt == null) {
            return diverged(end, "that timeline is not in the leader's history of timeline " + leader.current());
        }
        if (end.lsn().isAfter(leftAt)) {
            return diverged(end, "the leader left that timeline at " + leftAt);
        }
        return switch (local) {
            case LocalEnd.Exact _ -> new Divergence.Follows();
            case LocalEnd.AtLeast _ ->
                new Divergence.NotKnown("the local server crashed; how far it got is known after crash recovery");
        };
    }

    private static Divergence diverged(WalPosition end, String why) {
        return new Divergence.Diverged("the local log ends at %s, and %s".formatted(end, why));
    }
}

package io.regent.postgres.divergence;

import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.util.Optional;

/**
 * Whether local data can follow a leader, by the timelines' numbers and where they were left (HA-112, LES-066): it can when all of it
 * is part of the leader's history, that is, when its log ends on the leader's timeline, or on an ancestor not after the point where
 * that one was left, and both came to that timeline the same way. Whether timelines of the same number are the same one is for
 * {@link SameLog} to find out.
 */
final class DivergenceRule {

    private DivergenceRule() {}

    /**
     * Judges.
     *
     * @param past how the local log came to its timeline; empty when the server does not know any more
     */
    static Divergence judge(LocalEnd local, Optional<TimelineHistory> past, TimelineHistory leader) {
        WalPosition end = local.position();
        if (leader.current().isBefore(end.timeline())) {
            return diverged(end, "the leader is on the older timeline " + leader.current());
        }
        if (past.filter(history -> !history.sharesForksWith(leader)).isPresent()) {
            String why = "the leader came to timeline %s another way".formatted(end.timeline());
            return end.timeline().equals(leader.current())
                    ? new Divergence.Irreconcilable(reason(end, why))
                    : diverged(end, why);
        }
        if (end.timeline().equals(leader.current())) {
            return new Divergence.Follows();
        }
        Lsn leftAt = leader.leftAt(end.timeline()).orElse(null);
        if (leftAt == null) {
            return diverged(end, "that timeline is not in the leader's history of timeline " + leader.current());
        }
        if (end.lsn().isAfter(leftAt)) {
            return diverged(end, "the leader left that timeline at " + leftAt);
        }
        return switch (local) {
            case LocalEnd.Exact _, LocalEnd.Recovering _ -> new Divergence.Follows();
            case LocalEnd.AtLeast _ ->
                new Divergence.NotKnown("the local server crashed; how far it got is known after crash recovery");
        };
    }

    private static Divergence diverged(WalPosition end, String why) {
        return new Divergence.Diverged(reason(end, why));
    }

    private static String reason(WalPosition end, String why) {
        return "the local log ends at %s, and %s".formatted(end, why);
    }
}

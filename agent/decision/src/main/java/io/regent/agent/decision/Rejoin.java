package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.Divergence;
import java.util.Optional;

/**
 * How a member whose history diverged comes back (T8): by rewind where allowed and possible, else by a new copy where allowed. In a standby cluster
 * nothing is removed: the only other copy may be the one that is on another site (D-105).
 */
final class Rejoin {

    private Rejoin() {}

    /** Empty when nothing is allowed. */
    static Optional<Decision> decide(View view, Origin origin) {
        if (view.settings().rewindAllowed() && !rewindFailed(view)) {
            return rewind(view, origin, origin instanceof Origin.Peer ? Rule.REWIND : Rule.REWIND_REMOTE);
        }
        return mayRemove(view)
                ? Members.cloneSource(view, false)
                        .map(source -> new Decision(new Action.Clone(source), Rule.CLONE_DIVERGED))
                : Say.nothing();
    }

    /** Whether another rewind would only fail again. */
    static boolean rewindFailed(View view) {
        return view.memory().rewind().failed().isPresent() || changedNothing(view) || isBlindTo(view);
    }

    /** Whether a rewind, which goes by the numbers of timelines, would believe that there is nothing to do (LES-023). */
    static boolean isBlindTo(View view) {
        return view.divergence().orElse(null) instanceof Divergence.Irreconcilable;
    }

    /** Whether the diverged data may be thrown away for a new copy. */
    static boolean mayRemove(View view) {
        Settings settings = view.settings();
        boolean wanted =
                settings.removeDivergedData() || (settings.removeDataAfterFailedRewind() && rewindFailed(view));
        return wanted && !view.isStandbyCluster();
    }

    /** A rewind that ended well, and the histories still differ: it would do so for ever (LES-074). */
    static boolean changedNothing(View view) {
        return view.work() instanceof BackgroundWork.Succeeded(Task task)
                && task == Task.REWIND
                && view.divergence().orElse(null) instanceof Divergence.Diverged;
    }

    /**
     * Before its first checkpoint after a promotion the leader still looks like its past (HA-113, LES-067). What a remote primary looks
     * like was seen when the histories were compared.
     */
    static Optional<Decision> rewind(View view, Origin origin, Rule rule) {
        return isReady(view, origin) ? Say.does(new Action.Rewind(origin), rule) : Say.waits(Rule.REWIND_LATER);
    }

    /** Whether the origin can be rewound from. */
    static boolean isReady(View view, Origin origin) {
        return switch (origin) {
            case Origin.Peer(MemberName leader) ->
                view.cluster()
                        .member(leader)
                        .filter(Member::isRunning)
                        .filter(member -> !member.owesCheckpoint())
                        .isPresent();
            case Origin.Remote _ -> true;
        };
    }
}

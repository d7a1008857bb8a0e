package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.Divergence;
import java.util.Optional;

/** How a member whose history diverged comes back (T8): by rewind where allowed, else by a new copy where allowed. */
final class Rejoin {

    private Rejoin() {}

    /** Empty when nothing is allowed. */
    static Optional<Decision> decide(View view, MemberName leader) {
        Settings settings = view.settings();
        boolean rewindFailed = view.memory().rewindFailed().isPresent() || changedNothing(view);
        if (settings.rewindAllowed() && !rewindFailed) {
            return rewind(view, leader, Rule.REWIND);
        }
        boolean mayRemove = settings.removeDivergedData() || (settings.removeDataAfterFailedRewind() && rewindFailed);
        return mayRemove
                ? Members.cloneSource(view, false)
                        .map(source -> new Decision(new Action.Clone(source), Rule.CLONE_DIVERGED))
                : Say.nothing();
    }

    /** A rewind that ended well, and the histories still differ: it would do so for ever (LES-074). */
    static boolean changedNothing(View view) {
        return view.work() instanceof BackgroundWork.Succeeded(Task task)
                && task == Task.REWIND
                && view.divergence().orElse(null) instanceof Divergence.Diverged;
    }

    /** Before its first checkpoint after a promotion the leader still looks like its past (HA-113, LES-067). */
    static Optional<Decision> rewind(View view, MemberName leader, Rule rule) {
        boolean ready = view.cluster()
                .member(leader)
                .filter(Member::isRunning)
                .filter(member -> !member.owesCheckpoint())
                .isPresent();
        return ready ? Say.does(new Action.Rewind(leader), rule) : Say.waits(Rule.REWIND_LATER);
    }
}

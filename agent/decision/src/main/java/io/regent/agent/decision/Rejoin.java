package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import java.util.Optional;

/** How a member whose history diverged comes back (T8): by rewind where allowed, else by a new copy where allowed. */
final class Rejoin {

    private Rejoin() {}

    /** Empty when nothing is allowed. */
    static Optional<Decision> decide(View view, MemberName leader) {
        Settings settings = view.settings();
        if (settings.rewindAllowed() && view.memory().rewindFailed().isEmpty()) {
            return Say.does(new Action.Rewind(leader), Rule.REWIND);
        }
        boolean mayRemove = settings.removeDivergedData()
                || (settings.removeDataAfterFailedRewind()
                        && view.memory().rewindFailed().isPresent());
        return mayRemove
                ? Members.cloneSource(view, false)
                        .map(source -> new Decision(new Action.Clone(source), Rule.CLONE_DIVERGED))
                : Say.nothing();
    }
}

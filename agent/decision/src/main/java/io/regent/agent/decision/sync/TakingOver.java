package io.regent.agent.decision.sync;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a new leader promises before its server accepts writes, and whom the server waits for from its first commit on (HA-146,
 * LES-095).
 *
 * @param promise never empty-handed: its leader is the new one
 */
public record TakingOver(SyncState promise, SyncNames names) {

    /**
     * Prepares a member that won.
     *
     * <p>Where chosen standbys hold everything, the promise begins with none of them, because none follows yet. It goes on with
     * them and the former leader where commits must not do without (strict), and where any standbys may hold a commit: there
     * nobody knows which, so that as many votes are needed as before.
     *
     * @param before the promise under which the member won; empty when nothing was promised
     */
    public static TakingOver by(MemberName me, Wish wish, Optional<SyncState> before) {
        SyncState promise = before.map(made -> promise(me, wish, made)).orElseGet(() -> Target.nobody(me));
        return new TakingOver(promise, again(promise, wish));
    }

    /** Whom the server waits for when its own promise goes on. */
    public static SyncNames again(SyncState promise, Wish wish) {
        if (promise.standbys().isEmpty()) {
            return wish.strict() ? Target.placeholder(wish) : new SyncNames.Nobody();
        }
        return Target.namesFor(promise, wish.quorum());
    }

    /** Whether the member made the promise; case does not count. */
    public static boolean isBy(SyncState promise, MemberName member) {
        return Target.isBy(promise, member);
    }

    private static SyncState promise(MemberName me, Wish wish, SyncState before) {
        boolean anybody = wish.quorum() || before.quorum() > 0;
        if (!anybody && !wish.strict()) {
            return Target.nobody(me);
        }
        if (Target.isBy(before, me)) {
            return new SyncState(me, before.standbys(), before.quorum());
        }
        var standbys = new TreeSet<>(before.standbys());
        standbys.add(before.leader());
        standbys.removeIf(name -> name.value().equalsIgnoreCase(me.value()));
        int needed = Math.max(1, before.standbys().size() - before.quorum());
        int quorum = anybody ? Math.max(before.quorum(), standbys.size() - needed) : 0;
        return new SyncState(me, standbys, quorum);
    }
}

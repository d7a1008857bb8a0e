package io.regent.agent.decision.sync;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Who may lead under a promise, so that no acknowledged commit is lost (HA-136, HA-148, LES-100). */
public final class Votes {

    private Votes() {}

    /**
     * Whether the candidate holds every acknowledged commit. The leader of the promise does; so does whoever is not behind
     * {@code quorum + 1} of the members that the promise names, itself included. With chosen standbys only those that are named
     * may lead: all of them hold everything.
     *
     * @param notAhead other members that answered, may vote, and are not ahead of the candidate
     */
    public static boolean suffice(SyncState promise, Wish wish, MemberName candidate, Collection<MemberName> notAhead) {
        if (Target.isBy(promise, candidate)) {
            return true;
        }
        if (!wish.quorum() && promise.quorum() == 0) {
            return promise.names(candidate);
        }
        Set<String> named = new TreeSet<>(Guarantee.folded(promise.standbys()));
        named.addAll(Guarantee.folded(Set.of(promise.leader())));
        Set<String> seen = new TreeSet<>(Guarantee.folded(notAhead));
        seen.addAll(Guarantee.folded(Set.of(candidate)));
        seen.retainAll(named);
        return seen.size() > promise.quorum();
    }
}

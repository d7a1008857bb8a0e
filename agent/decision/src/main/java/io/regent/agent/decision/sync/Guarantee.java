package io.regent.agent.decision.sync;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a server assures of every commit that it acknowledges: that at least so many of the standbys have it.
 *
 * @param acknowledgements how many; never more than there are names
 * @param names without the case that does not count (HA-019)
 */
record Guarantee(int acknowledgements, Set<String> names) {

    Guarantee {
        names = Set.copyOf(names);
        acknowledgements = Math.min(acknowledgements, names.size());
    }

    /** Of a {@code FIRST} list, too, it is known how many have a commit, and not which ones, unless all of them must. */
    static Guarantee of(SyncNames value) {
        return switch (value) {
            case SyncNames.Listed(SyncNames.Method _, int number, var names) ->
                new Guarantee(number, names.stream().map(SyncNames::folded).collect(Collectors.toSet()));
            case SyncNames.Nobody _, SyncNames.Everybody _, SyncNames.Unreadable _ -> new Guarantee(0, Set.of());
        };
    }

    /**
     * Whether whoever wins under the promise holds every commit that was acknowledged under this guarantee. A winner has seen
     * {@code quorum + 1} of the voters, none of which is ahead of it, so among them must be one that acknowledged the commit:
     * {@code quorum + acknowledgements >= |voters and names|} (HA-147). Where nobody can win, nothing can be lost.
     */
    boolean backs(SyncState promise) {
        Set<String> voters = folded(promise.standbys());
        Set<String> everybody = new HashSet<>(voters);
        everybody.addAll(names);
        return promise.quorum() + 1 > voters.size() || promise.quorum() + acknowledgements >= everybody.size();
    }

    /** The names without the case that does not count. */
    static Set<String> folded(Collection<MemberName> members) {
        return members.stream()
                .map(MemberName::value)
                .map(SyncNames::folded)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of the first that are not among the second. */
    static Set<String> without(Set<String> first, Set<String> second) {
        return first.stream().filter(name -> !second.contains(name)).collect(Collectors.toSet());
    }
}

package io.regent.agent.decision.sync;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a change is to end: whom the server waits for, and what is promised then. The names always back the promise.
 *
 * @param blocked whether commits wait although no standby is there, because they must not do without (HA-142)
 */
public record Target(SyncNames names, SyncState promise, boolean blocked) {

    /** Stands for the standby that is not there; no member may have this name (HA-142). */
    public static final String PLACEHOLDER = "__patroni_strict_sync_replica_placeholder__";

    /**
     * The target of a leader.
     *
     * @param promise what is promised now; empty when nothing is
     * @param standbys who may be chosen, the best first
     */
    public static Target of(MemberName me, Wish wish, Optional<SyncState> promise, List<Standby> standbys) {
        if (standbys.isEmpty()) {
            return wish.strict() ? withoutAny(me, wish, promise) : relaxed(me);
        }
        return wish.quorum() ? quorum(me, wish, standbys) : chosen(me, wish, standbys);
    }

    private static Target chosen(MemberName me, Wish wish, List<Standby> standbys) {
        SortedSet<MemberName> names =
                names(standbys.stream().limit(wish.count()).toList());
        return new Target(SyncNames.allOf(texts(names)), new SyncState(me, names, 0), false);
    }

    /** A standby that can never lead is a voter only where there are too few others (HA-148). */
    private static Target quorum(MemberName me, Wish wish, List<Standby> standbys) {
        List<Standby> electable = standbys.stream().filter(Standby::isElectable).toList();
        SortedSet<MemberName> names = names(
                electable.size() >= wish.count()
                        ? electable
                        : standbys.stream().limit(Math.max(wish.count(), 1)).toList());
        int number = Math.min(wish.count(), names.size());
        return new Target(
                SyncNames.anyOf(number, texts(names)), new SyncState(me, names, names.size() - number), false);
    }

    private static Target relaxed(MemberName me) {
        return new Target(new SyncNames.Nobody(), nobody(me), false);
    }

    /** The standbys of the promise hold everything, so they stay; without any the server waits for nobody there ever is. */
    private static Target withoutAny(MemberName me, Wish wish, Optional<SyncState> promise) {
        return promise.filter(made -> isBy(made, me))
                .filter(made -> !made.standbys().isEmpty())
                .map(made -> new Target(namesFor(made, wish.quorum()), made, true))
                .orElseGet(() -> new Target(placeholder(wish), nobody(me), true));
    }

    /** The promise that names nobody but the leader. */
    static SyncState nobody(MemberName me) {
        return new SyncState(me, new TreeSet<>(), 0);
    }

    /** The fewest acknowledgements that back the promise, and at least one where there is anybody to ask. */
    static SyncNames namesFor(SyncState promise, boolean quorum) {
        SortedSet<String> texts = texts(promise.standbys());
        int number = Math.max(1, texts.size() - promise.quorum());
        return quorum || promise.quorum() > 0 ? SyncNames.anyOf(number, texts) : SyncNames.allOf(texts);
    }

    /** Whom a server waits for that has no standby and must not do without. */
    public static SyncNames placeholder(Wish wish) {
        List<String> reserved = List.of(PLACEHOLDER);
        return wish.quorum() ? SyncNames.anyOf(1, reserved) : SyncNames.allOf(reserved);
    }

    /** Whether the member made the promise; case does not count. */
    static boolean isBy(SyncState promise, MemberName member) {
        return promise.leader().value().equalsIgnoreCase(member.value());
    }

    static SortedSet<String> texts(Collection<MemberName> members) {
        var texts = new TreeSet<String>();
        members.forEach(member -> texts.add(member.value()));
        return texts;
    }

    private static SortedSet<MemberName> names(List<Standby> standbys) {
        var names = new TreeSet<MemberName>();
        standbys.forEach(standby -> names.add(standby.name()));
        return names;
    }
}

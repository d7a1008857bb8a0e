package io.regent.dcs;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The promise about synchronous commits (HA-019).
 *
 * @param leader who made it
 * @param standbys the members that hold every acknowledged commit, or the voters of a quorum
 * @param quorum how many votes a candidate needs; 0 outside quorum mode
 */
public record SyncState(MemberName leader, SortedSet<MemberName> standbys, int quorum) {

    public SyncState {
        standbys = Collections.unmodifiableSortedSet(new TreeSet<>(standbys));
    }

    /** Whether the member is the leader or a standby of the promise; case does not count, as in PostgreSQL (HA-019). */
    public boolean names(MemberName member) {
        return sameName(leader, member) || standbys.stream().anyMatch(standby -> sameName(standby, member));
    }

    /** The same promise with other standbys. */
    public SyncState with(Set<MemberName> others) {
        return new SyncState(leader, new TreeSet<>(others), quorum);
    }

    private static boolean sameName(MemberName one, MemberName other) {
        return one.value().equalsIgnoreCase(other.value());
    }
}

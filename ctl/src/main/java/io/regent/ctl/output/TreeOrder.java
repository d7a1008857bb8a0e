package io.regent.ctl.output;

import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who stands below whom: each standby below the one it streams from (CTL-042, CTL-043). */
final class TreeOrder {

    /**
     * A line of the tree.
     *
     * @param prefix what stands before the name
     */
    record Place(String prefix, Member member) {}

    private final Cluster cluster;
    private final List<Place> places = new ArrayList<>();
    private final Set<MemberName> placed = new HashSet<>();

    private TreeOrder(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The members by name, without a tree. */
    static List<Place> flat(Cluster cluster) {
        return cluster.members().stream().map(member -> new Place("", member)).toList();
    }

    /** The leader, and everybody below it. */
    static List<Place> of(Cluster cluster) {
        return new TreeOrder(cluster).places();
    }

    private List<Place> places() {
        cluster.leaderMember().ifPresent(leader -> place(leader, ""));
        cluster.members().stream()
                .filter(member -> upstream(member).isEmpty())
                .forEach(member -> placeWithAllBelow(member, ""));
        // Members that stream from each other in a circle hang below nobody, and are shown all the same.
        cluster.members().forEach(member -> placeWithAllBelow(member, ""));
        return places;
    }

    private void placeWithAllBelow(Member member, String indent) {
        if (place(member, indent + "+ ")) {
            cluster.members().stream()
                    .filter(below ->
                            upstream(below).filter(member.name()::equals).isPresent())
                    .forEach(below -> placeWithAllBelow(below, indent + "  "));
        }
    }

    private boolean place(Member member, String prefix) {
        boolean isNew = placed.add(member.name());
        if (isNew) {
            places.add(new Place(prefix, member));
        }
        return isNew;
    }

    /** The standby that a standby streams from; empty when that is the leader. */
    private Optional<MemberName> upstream(Member member) {
        return member.tags()
                .replicatefrom()
                .filter(name -> !name.equals(member.name()))
                .filter(name -> !cluster.isLedBy(name))
                .filter(name -> cluster.member(name).isPresent());
    }
}

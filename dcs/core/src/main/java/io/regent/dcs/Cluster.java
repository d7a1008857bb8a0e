package io.regent.dcs;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cluster as one reading of the store shows it.
 *
 * @param config empty when the key is missing or is no JSON object (HA-015)
 * @param leader who holds the lease according to this reading; never a proof that it is us (DESIGN.md, safety rule 1)
 * @param members sorted by name
 * @param failover empty when the key is missing or holds nothing
 * @param sync empty when the key is missing or names no leader
 * @param failsafe api_url by member name; empty without the key
 * @param revision the store's revision of this reading; grows
 */
public record Cluster(
        Initialization initialization,
        Optional<Versioned<DynamicConfig>> config,
        Optional<MemberName> leader,
        List<Member> members,
        Status status,
        Optional<Versioned<FailoverRequest>> failover,
        Optional<Versioned<SyncState>> sync,
        History history,
        SortedMap<String, String> failsafe,
        long revision) {

    /** A cluster of which the store knows nothing. */
    public static final Cluster EMPTY = new Cluster(
            new Initialization.Absent(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Status.NONE,
            Optional.empty(),
            Optional.empty(),
            History.EMPTY,
            new TreeMap<>(Map.of()),
            0);

    public Cluster {
        members = members.stream().sorted(Comparator.comparing(Member::name)).toList();
        failsafe = Collections.unmodifiableSortedMap(new TreeMap<>(failsafe));
    }

    /** The record of a member, if there is one. */
    public Optional<Member> member(MemberName name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** The leader's record; empty without a leader, or when its record has expired. */
    public Optional<Member> leaderMember() {
        return leader.flatMap(this::member);
    }

    /** Whether the lease is recorded as held by the member. */
    public boolean isLedBy(MemberName name) {
        return leader.filter(name::equals).isPresent();
    }

    /** The same cluster with another identity. */
    public Cluster with(Initialization other) {
        return new Cluster(other, config, leader, members, status, failover, sync, history, failsafe, revision);
    }

    /** The same cluster with another leader and its record. */
    public Cluster ledBy(MemberName holder, Member record) {
        List<Member> others =
                members.stream().filter(member -> !member.name().equals(holder)).toList();
        return new Cluster(
                initialization,
                config,
                Optional.of(holder),
                Stream.concat(others.stream(), Stream.of(record)).toList(),
                status,
                failover,
                sync,
                history,
                failsafe,
                revision);
    }

    /** The same cluster with another status. */
    public Cluster with(Status other) {
        return new Cluster(initialization, config, leader, members, other, failover, sync, history, failsafe, revision);
    }

    /** The same cluster with other settings. */
    public Cluster withConfig(Optional<Versioned<DynamicConfig>> other) {
        return new Cluster(initialization, other, leader, members, status, failover, sync, history, failsafe, revision);
    }

    /** The same cluster with another promise, or none. */
    public Cluster withSync(Optional<Versioned<SyncState>> other) {
        return new Cluster(
                initialization, config, leader, members, status, failover, other, history, failsafe, revision);
    }

    /** The same cluster with another request, or none. */
    public Cluster withFailover(Optional<Versioned<FailoverRequest>> other) {
        return new Cluster(initialization, config, leader, members, status, other, sync, history, failsafe, revision);
    }
}

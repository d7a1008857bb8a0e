package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.Initialization;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the store holds of a healthy cluster without a leader, and what a test changes of it. */
final class ClusterOfTest {

    final Map<MemberName, Member> members = new LinkedHashMap<>();
    final SortedMap<String, String> failsafe = new TreeMap<>();
    Initialization initialization = new Initialization.Done(Views.SYSTEM);
    Optional<Versioned<DynamicConfig>> config = Optional.of(new Versioned<>(DynamicConfig.EMPTY, 1));
    Optional<MemberName> leader = Optional.empty();
    Optional<FailoverRequest> failover = Optional.empty();
    Optional<SyncState> promise = Optional.empty();
    Status status = Status.NONE;
    private History history = History.EMPTY;

    /** A running member with further or other fields in its record. */
    void hasMember(MemberName member, Map<String, Object> fields) {
        var data = new LinkedHashMap<String, Object>();
        data.put("conn_url", "postgres://" + member + ":5432/postgres");
        data.put("api_url", "http://" + member + ":8008/patroni");
        data.put("state", "running");
        data.putAll(fields);
        members.put(member, new Member(member, data));
    }

    /** The history of a cluster that began with the first timeline. */
    void cameTo(int timeline, Optional<String> begunBy) {
        var entries = new ArrayList<HistoryEntry>();
        for (int left = 1; left < timeline; left++) {
            entries.add(new HistoryEntry(new Timeline(left), Lsn.parse("0/1000000"), "", Optional.empty(), begunBy));
        }
        history = new History(entries);
    }

    Cluster build() {
        return new Cluster(
                initialization,
                config,
                leader,
                List.copyOf(members.values()),
                status,
                failover.map(wanted -> new Versioned<>(wanted, 1)),
                promise.map(made -> new Versioned<>(made, 1)),
                history,
                failsafe,
                1);
    }
}

package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Cluster;
import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The printed table of a cluster that replicates another one. */
final class RowsOfStandbyClusters {

    private static final Word REPLICATES = Views::inStandbyCluster;

    private RowsOfStandbyClusters() {}

    static void addTo(DecisionTable table) {
        table.add("A standby cluster: lease, server", REPLICATES, Situations.leases(), servers());
        table.add(
                "A standby cluster, paused: lease, server",
                views -> views.inStandbyCluster().paused(),
                Situations.leases(),
                servers());
        table.add(
                "A standby cluster without a leader: me, peers",
                views -> views.inStandbyCluster().whileLeaseIsVacant(),
                racers(),
                Situations.peers());
        table.add(
                "The standby leader: server, comparison, remedy",
                views -> views.inStandbyCluster().whileLeaseIsMine(),
                followers(),
                Situations.comparisons(),
                Situations.remedies());
        table.add(
                "The standby leader is asked to step down: request, peers",
                views -> views.asStandbyOfRemote().inStandbyCluster().whileLeaseIsMine(),
                Situations.requests(),
                Situations.peers());
        table.add(
                "A standby cluster, under a leader: server, comparison, remedy",
                views -> views.inStandbyCluster().whileLeaseIsHeldBy("pg-1"),
                followers(),
                Situations.comparisons(),
                Situations.remedies());
        table.add("A new standby cluster: situation", REPLICATES, beginnings());
        table.add("A primary becomes a standby leader: lease, peers", demoting(), leases(), Situations.peers());
        table.add(
                "A member that does not stream: lease, server",
                views -> views.tagged("nostream", true),
                leases(),
                upstreams());
    }

    private static Map<String, Word> servers() {
        var servers = Situations.servers();
        servers.put("Standby of remote", Views::asStandbyOfRemote);
        return servers;
    }

    private static Map<String, Word> leases() {
        var leases = Situations.leases();
        leases.keySet().retainAll(List.of("Mine", "Lost", "Theirs", "Vacant"));
        return leases;
    }

    private static Map<String, Word> upstreams() {
        var upstreams = new LinkedHashMap<String, Word>();
        upstreams.put("from nobody", Views::asStandby);
        upstreams.put("from pg-1", views -> views.asStandbyOf("pg-1"));
        return upstreams;
    }

    private static Map<String, Word> racers() {
        var racers = new LinkedHashMap<String, Word>();
        racers.put("streams from pg-1", views -> views.asStandbyOf("pg-1"));
        racers.put("streams from remote", Views::asStandbyOfRemote);
        racers.put("old timeline", views -> views.asStandbyOfRemote().withHistoryUpTo(4));
        racers.put("primary", Views::asPrimary);
        racers.put("old primary", views -> views.asPrimary().withHistoryUpTo(4));
        racers.put("wiped store", views -> views.asStandbyOf("pg-1").withInitialization(new Initialization.Absent()));
        racers.put(
                "wiped store, led",
                views -> led(views.asStandbyOfRemote()).withInitialization(new Initialization.Absent()));
        racers.put("paused", views -> views.asStandbyOf("pg-1").paused());
        racers.put("paused, led", views -> led(views.asStandbyOfRemote()).paused());
        return racers;
    }

    /** This member led when there last was a leader. */
    static Views led(Views views) {
        Cluster led = Views.seenBy("pg-2").whileLeaseIsMine().view().cluster();
        return views.remembering(past -> past.lastLed = Optional.of(led));
    }

    private static Map<String, Word> followers() {
        var followers = new LinkedHashMap<String, Word>();
        followers.put("from remote", Views::asStandbyOfRemote);
        followers.put("from pg-1", views -> views.asStandbyOf("pg-1"));
        followers.put("from nobody", Views::asStandby);
        followers.put("archive only", views -> views.asStandby().inStandbyClusterOfArchive());
        followers.put("Crashed primary", Situations::crashedPrimary);
        followers.put(
                "Stopped primary",
                views -> views.stopped(ControlData.State.SHUT_DOWN)
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY)));
        followers.put("Stopped standby", views -> views.stopped(ControlData.State.SHUT_DOWN_IN_RECOVERY));
        return followers;
    }

    private static Map<String, Word> beginnings() {
        var beginnings = new LinkedHashMap<String, Word>();
        beginnings.put("no cluster", views -> nothing(views));
        beginnings.put("no cluster, won", views -> nothing(views).withClaim(Claim.WON));
        beginnings.put("copying", views -> begun(nothing(views)).busyWith(Task.CLONE));
        beginnings.put(
                "copy failed",
                views -> begun(nothing(views)).with(new BackgroundWork.Failed(Task.CLONE, "no route to host")));
        beginnings.put(
                "copied",
                views -> begun(views.stopped(ControlData.State.IN_PRODUCTION).whileLeaseIsVacant()));
        beginnings.put("starting", views -> begun(views.starting().whileLeaseIsVacant()));
        beginnings.put(
                "runs",
                views -> begun(views.asStandbyOfRemote()
                        .whileLeaseIsVacant()
                        .withInitialization(new Initialization.InProgress())));
        beginnings.put(
                "no config",
                views -> begun(views.asStandbyOfRemote().whileLeaseIsVacant()).withoutConfig());
        beginnings.put("all written", views -> begun(views.asStandbyOfRemote().whileLeaseIsVacant()));
        beginnings.put("leads", views -> begun(views.asStandbyOfRemote().whileLeaseIsMine()));
        return beginnings;
    }

    private static Views nothing(Views views) {
        return views.withoutData().whileLeaseIsVacant().withInitialization(new Initialization.Absent());
    }

    private static Views begun(Views views) {
        return views.remembering(past -> past.bootstrapping = true);
    }

    private static Word demoting() {
        return views -> views.asPrimary()
                .inStandbyCluster()
                .with(new BackgroundWork.Running(
                        Task.DEMOTE, Duration.ofSeconds(5), true, Optional.of(Servers.shutdown())))
                .remembering(past -> past.demoting = Optional.of(Demotion.TO_STANDBY_CLUSTER));
    }
}

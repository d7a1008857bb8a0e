package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.ClusterSettings;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Pid;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What ends a server that nobody looks after, and what is done about one that is not well (docs/fencing.md). */
class FencingIT {

    private static final Duration TTL = Duration.ofSeconds(ClusterSettings.QUICK.ttl());
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec("LES-045")
    void a_server_whose_agent_was_killed_does_not_outlive_the_lease() {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var postmaster = former.postmaster().orElseThrow();

        former.killAgent();
        postmaster.awaitEnd(TTL);

        assertThat(cluster.leader()).as("the lease has not ended yet").isEmpty();
        var leader = cluster.awaitLeaderOtherThan(former);
        former.startAgent();
        cluster.awaitSettled();
        assertThat(cluster.awaitLeader()).isSameAs(leader);
        assertThat(former.logText()).contains("The supervisor has acted");
    }

    @Test
    @Spec("LES-045")
    void a_server_whose_agent_stands_still_does_not_outlive_the_lease() {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var postmaster = former.postmaster().orElseThrow();

        former.sendAgent(Pid.Signal.STOP);
        postmaster.awaitEnd(TTL);

        assertThat(cluster.leader()).as("the lease has not ended yet").isEmpty();
        cluster.awaitLeaderOtherThan(former);
        former.sendAgent(Pid.Signal.CONT);
        cluster.awaitSettled();
    }

    @Test
    @Spec("IF-002")
    void a_server_whose_agent_comes_back_in_time_lives_on_past_the_lease_of_the_dead() throws IOException {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        var postmaster = leader.postmaster();

        leader.killAgent();
        leader.startAgent();
        cluster.awaitLeader(leader);
        long back = lastContact(leader);
        Await.until("two leases to pass", PATIENCE, () -> lastContact(leader) > back + 2 * TTL.toSeconds());

        assertThat(leader.postmaster()).isEqualTo(postmaster);
        assertThat(cluster.leader()).contains(leader);
    }

    @Test
    @Spec("LES-059")
    void children_that_outlive_their_postmaster_are_ended_and_the_server_is_started_again() throws Exception {
        var cluster = clusters.of(1);
        var leader = cluster.awaitLeader();
        var postmaster = leader.postmaster().orElseThrow();
        var child = new Pid(
                Long.parseLong(Sql.query(leader, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
                        .getFirst()));

        child.send(Pid.Signal.STOP);
        leader.killPostgres();

        child.awaitEnd(PATIENCE);
        Await.until(
                "another postmaster",
                PATIENCE,
                () -> leader.postmaster().filter(pid -> !pid.equals(postmaster)).isPresent());
        cluster.awaitLeader(leader);
    }

    @Test
    @Spec("LES-047")
    void a_leader_whose_postmaster_lets_nobody_in_is_succeeded() throws IOException {
        var cluster = clusters.of(2);
        cluster.awaitSettled();
        cluster.configure("{\"regent\":{\"connection_failures\":2}}");
        var former = cluster.awaitLeader();
        var postmaster = former.postmaster().orElseThrow();

        postmaster.send(Pid.Signal.STOP);

        cluster.awaitLeaderOtherThan(former);
        assertThat(postmaster.alive()).isFalse();
        cluster.awaitSettled();
    }

    @Test
    @Spec({"LES-043", "HA-074"})
    void an_archiver_that_holds_the_stop_up_is_named_and_does_not_hold_up_the_successor() throws Exception {
        var cluster = clusters.of(2);
        cluster.configure(
                "{\"postgresql\":{\"parameters\":{\"archive_mode\":\"on\",\"archive_command\":\"sleep 600\"}}}");
        restarted(cluster);
        var former = cluster.awaitLeader();
        Sql.query(former, "SELECT pg_switch_wal()");

        former.sendAgent(Pid.Signal.TERM);

        cluster.awaitLeaderOtherThan(former);
        Await.until("the archiver to be named", PATIENCE, () -> former.logText().contains("archiver archiving"));
    }

    private static void restarted(Cluster cluster) {
        cluster.awaitSettled();
        cluster.nodes().forEach(node -> {
            Await.until(
                    node + " to have archive_mode",
                    PATIENCE,
                    () -> cluster.ctl("restart", "demo", node.name(), "--force").code() == 0
                            && Sql.query(node, "SHOW archive_mode").contains("on"));
            cluster.awaitSettled();
        });
    }

    /** Seconds of the epoch at which the store last answered the member. */
    private static long lastContact(Node node) throws IOException {
        return Rest.get(node.url("/patroni")).json().path("dcs_last_seen").asLong();
    }
}

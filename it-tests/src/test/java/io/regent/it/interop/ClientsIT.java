package io.regent.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.it.harness.Await;
import io.regent.it.harness.Child;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Ports;
import io.regent.it.harness.Psql;
import io.regent.it.harness.Rest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The programs that stand in front of a cluster, unchanged. */
class ClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    void libpq_finds_the_primary_among_several_hosts_across_a_failover() {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        assertThat(Psql.onPrimary(cluster.nodes(), "SHOW port")).isEqualTo(port(former.postgresPort()));

        former.killBoth();
        var leader = cluster.awaitLeaderOtherThan(former);

        Await.until(
                "libpq to find the new primary",
                PATIENCE,
                () -> Psql.onPrimary(cluster.nodes(), "SHOW port").equals(port(leader.postgresPort())));
    }

    @Test
    void haproxy_routes_writers_to_the_primary_and_readers_to_a_replica() {
        var cluster = clusters.of(2);
        int writers = Ports.free();
        int readers = Ports.free();
        try (var haproxy = haproxy(cluster, writers, readers)) {
            var leader = cluster.awaitLeader();
            var replica = cluster.replicas().getFirst();
            awaitRoute(writers, leader.postgresPort());
            awaitRoute(readers, replica.postgresPort());

            cluster.ctl("switchover", cluster.scope(), "--candidate", replica.name(), "--force")
                    .orFail();

            awaitRoute(writers, replica.postgresPort());
            awaitRoute(readers, leader.postgresPort());
            assertThat(haproxy.alive()).isTrue();
        }
    }

    @Test
    void prometheus_scrapes_every_member_without_a_complaint() {
        var cluster = clusters.of(2);
        int port = Ports.free();
        try (var prometheus = prometheus(cluster, port)) {
            var url = "http://127.0.0.1:%d/api/v1/".formatted(port);

            Await.until("both members scraped", PATIENCE, () -> {
                var targets = Rest.get(url + "targets").json().path("data").path("activeTargets");
                return targets.size() == 2
                        && targets.valueStream()
                                .allMatch(target -> target.path("health")
                                                .asText()
                                                .equals("up")
                                        && target.path("lastError").asText().isEmpty());
            });
            Await.until(
                    "one primary in the metrics",
                    PATIENCE,
                    () -> Rest.get(url + "query?query=sum(patroni_primary)")
                            .json()
                            .at("/data/result/0/value/1")
                            .asText()
                            .equals("1"));
            assertThat(prometheus.alive()).isTrue();
        }
    }

    private static void awaitRoute(int proxyPort, int serverPort) {
        Await.until(
                "a route to port " + serverPort,
                PATIENCE,
                () -> Psql.at(proxyPort, "SHOW port").equals(port(serverPort)));
    }

    private static String port(int number) {
        return Integer.toString(number);
    }

    private Child haproxy(Cluster cluster, int writers, int readers) {
        var file = clusters.workspace().write("haproxy.cfg", """
                        defaults
                          mode tcp
                          timeout connect 2s
                          timeout client 1m
                          timeout server 1m
                          timeout check 2s
                        %s
                        %s
                        """.formatted(
                route(cluster, "writers", writers, "/primary"), route(cluster, "readers", readers, "/replica")));
        return start("haproxy", List.of("haproxy", "-db", "-f", file.toString()));
    }

    private static String route(Cluster cluster, String name, int port, String check) {
        var servers = cluster.nodes().stream()
                .map(node -> "  server %s 127.0.0.1:%d check port %d"
                        .formatted(node.name(), node.postgresPort(), node.restPort()))
                .collect(Collectors.joining("\n"));
        return """
                listen %s
                  bind 127.0.0.1:%d
                  option httpchk OPTIONS %s
                  http-check expect status 200
                  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
                %s
                """.formatted(name, port, check, servers);
    }

    private Child prometheus(Cluster cluster, int port) {
        var targets = cluster.nodes().stream()
                .map(node -> "127.0.0.1:" + node.restPort())
                .collect(Collectors.joining(", "));
        var file = clusters.workspace().write("prometheus.yml", """
                        scrape_configs:
                        - job_name: cluster
                          scrape_interval: 1s
                          static_configs:
                          - targets: [%s]
                        """.formatted(targets));
        return start(
                "prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + clusters.workspace().path("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port));
    }

    private Child start(String name, List<String> command) {
        var workspace = clusters.workspace();
        return workspace.closing(Child.start(command, Map.of(), workspace.path("."), workspace.log(name)));
    }
}

package io.regent.it.bench;

import io.regent.it.harness.Cluster;
import io.regent.it.harness.ClusterSettings;
import io.regent.it.harness.Distribution;
import io.regent.it.harness.Node;
import io.regent.it.harness.Pid;
import io.regent.it.harness.Product;
import io.regent.it.harness.Workspace;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** All measurements of one product, on a cluster of three with the settings that a cluster has by default. */
final class ProductBench {

    private static final int SWITCHOVERS = 5;
    private static final int FAILOVERS = 3;
    private static final int STARTS = 5;
    private static final int LISTS = 10;
    private static final int[] CONNECTIONS = {1, 64, 256};
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(1);

    private final Product product;
    private final List<Figure> figures = new ArrayList<>();

    ProductBench(Product product) {
        this.product = product;
    }

    List<Figure> measure() throws IOException {
        var logs = Distribution.top().resolve("target/bench/" + product.name().toLowerCase(Locale.ROOT));
        try (var workspace = new Workspace(logs)) {
            var cluster = Cluster.start(workspace, ClusterSettings.DEFAULTS, Collections.nCopies(3, product));
            cluster.awaitSettled();
            idle(cluster);
            list(cluster);
            requests(cluster);
            start(cluster);
            try (var writer = Writer.start(cluster.nodes())) {
                switchovers(cluster, writer);
                stops(cluster, writer);
                failovers(cluster, writer);
                crash(cluster, writer);
            }
        }
        return List.copyOf(figures);
    }

    private void idle(Cluster cluster) throws IOException {
        progress("idle");
        var pid = cluster.awaitLeader().agentPid();
        double before = ProcessCost.processorSeconds(pid);
        LockSupport.parkNanos(IDLE.toNanos());
        double used = ProcessCost.processorSeconds(pid) - before;
        figure(
                "leader's agent, idle: processor",
                "s/h",
                used * Duration.ofHours(1).toSeconds() / IDLE.toSeconds());
        figure("leader's agent, idle: resident memory", "MB", ProcessCost.megabytes(pid, "Rss"));
        figure("leader's agent, idle: proportional memory", "MB", ProcessCost.megabytes(pid, "Pss"));
    }

    private void list(Cluster cluster) {
        progress("command line");
        figure("command line: list", "ms", median(LISTS, () -> {
            long start = System.nanoTime();
            cluster.ctl("list").orFail();
            return millisSince(start);
        }));
    }

    private void requests(Cluster cluster) {
        var load = new HttpLoad(cluster.awaitLeader().restPort(), "/primary");
        for (int connections : CONNECTIONS) {
            progress("GET /primary, %d connections".formatted(connections));
            var result = load.run(connections);
            figure("GET /primary, %d connections: rate".formatted(connections), "1/s", result.perSecond());
            figure("GET /primary, %d connections: p99".formatted(connections), "ms", result.p99Millis());
            figure("GET /primary, %d connections: failures".formatted(connections), "", (double) result.failures());
        }
    }

    private void start(Cluster cluster) {
        progress("start");
        var replica = cluster.replicas().getFirst();
        figure("agent: start to first answer, server running", "ms", median(STARTS, () -> {
            replica.killAgent();
            long start = System.nanoTime();
            replica.startAgent();
            while (replica.status("/liveness") != 200) {
                LockSupport.parkNanos(POLL.toNanos());
            }
            return millisSince(start);
        }));
        cluster.awaitSettled();
    }

    private void switchovers(Cluster cluster, Writer writer) {
        progress("switchover");
        figure("switchover: writes stopped for", "ms", median(SWITCHOVERS, () -> {
            Node leader = settled(cluster, writer);
            Node candidate = cluster.replicas().getFirst();
            cluster.ctl(
                            "switchover",
                            cluster.scope(),
                            "--leader",
                            leader.name(),
                            "--candidate",
                            candidate.name(),
                            "--force")
                    .orFail();
            cluster.awaitLeader(candidate);
            writer.awaitProgress();
            return writer.longestOutage().toNanos() / 1e6;
        }));
    }

    private void stops(Cluster cluster, Writer writer) {
        progress("stop of the leader's agent");
        figure("leader's agent stopped by SIGTERM: writes stopped for", "ms", median(FAILOVERS, () -> {
            Node former = settled(cluster, writer);
            former.sendAgent(Pid.Signal.TERM);
            cluster.awaitLeaderOtherThan(former);
            writer.awaitProgress();
            double outage = writer.longestOutage().toNanos() / 1e6;
            former.exitCode();
            former.startAgent();
            return outage;
        }));
    }

    /** Once each: who crashes again is started later and later. */
    private void crash(Cluster cluster, Writer writer) throws IOException {
        progress("crash");
        Node leader = settled(cluster, writer);
        leader.killPostgres();
        writer.awaitProgress();
        figure(
                "server killed, started in place: writes stopped for",
                "ms",
                writer.longestOutage().toNanos() / 1e6);

        cluster.configure("{\"primary_start_timeout\":0}");
        LockSupport.parkNanos(
                Duration.ofSeconds(ClusterSettings.DEFAULTS.loopWait() + 1L).toNanos());
        Node former = settled(cluster, writer);
        former.killPostgres();
        cluster.awaitLeaderOtherThan(former);
        writer.awaitProgress();
        figure(
                "server killed, primary_start_timeout 0: writes stopped for",
                "ms",
                writer.longestOutage().toNanos() / 1e6);
    }

    /** The leader, once everybody is well and the time is counted from now on. */
    private static Node settled(Cluster cluster, Writer writer) {
        cluster.awaitSettled();
        Node leader = cluster.awaitLeader();
        writer.awaitProgress();
        writer.forgetWaits();
        return leader;
    }

    private void failovers(Cluster cluster, Writer writer) {
        progress("failover");
        figure("failover after SIGKILL of agent and server: writes stopped for", "ms", median(FAILOVERS, () -> {
            Node former = settled(cluster, writer);
            former.killBoth();
            cluster.awaitLeaderOtherThan(former);
            writer.awaitProgress();
            double outage = writer.longestOutage().toNanos() / 1e6;
            former.startAgent();
            return outage;
        }));
    }

    private void figure(String name, String unit, double value) {
        figures.add(new Figure(name, unit, value));
    }

    private void progress(String what) {
        System.err.println(product.name().toLowerCase(Locale.ROOT) + ": " + what);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(int times, java.util.function.DoubleSupplier measurement) {
        var values = new double[times];
        Arrays.setAll(values, i -> measurement.getAsDouble());
        Arrays.sort(values);
        return values[times / 2];
    }
}

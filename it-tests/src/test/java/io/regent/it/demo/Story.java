package io.regent.it.demo;

import io.regent.it.harness.Cluster;
import io.regent.it.harness.ClusterSettings;
import io.regent.it.harness.Node;
import io.regent.it.harness.Product;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Workspace;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Three nodes, the loss of the primary, its return, and a planned switchover, step by step. */
final class Story {

    private static final int ROWS_BEFORE_THE_LOSS = 500;

    private final Screen screen;
    private final Product product;
    private final Cluster cluster;

    Story(Screen screen, Workspace workspace, Product product) {
        this.screen = screen;
        this.product = product;
        screen.step("Three agents, three PostgreSQL servers, one etcd");
        screen.say("Everything listens on loopback, on free ports. Data and sockets: "
                + workspace.path("").normalize()
                + "\nThe agents race for the leader lease; the winner runs initdb, the others clone it.");
        cluster = Cluster.start(workspace, ClusterSettings.QUICK, Collections.nCopies(3, product));
        settledTable();
        screen.good("one primary, two replicas streaming from it");
    }

    /** Plays all of it. */
    void play() throws Exception {
        screen.step("A client writes");
        cluster.acknowledgeOnTwoNodes();
        try (var writer = Writer.start(cluster.nodes())) {
            screen.say("""
                    It knows all three addresses, looks for the one that accepts writes, and commits one numbered row
                    after the other. It remembers every row that was acknowledged. For this demonstration a commit waits
                    for one replica (synchronous_standby_names), so a row that was acknowledged is on two nodes.""");
            writer.awaitCount(ROWS_BEFORE_THE_LOSS);
            screen.good(writer.count() + " rows acknowledged so far");
            var former = loseThePrimary(writer);
            bringItBack(former);
            switchOver(writer, former);
        }
    }

    /** What to type to go on. */
    void showHowToGoOn() {
        var leader = cluster.awaitLeader();
        var ports = cluster.nodes().stream()
                .map(node -> Integer.toString(node.postgresPort()))
                .collect(Collectors.joining(","));
        screen.step("Your turn");
        screen.say("""
                The cluster stays up until you press Ctrl-C, which stops everything and removes it. In another terminal:

                look            %1$s
                switch over     %2$s switchover %3$s
                pause           %2$s pause      (and: resume)
                connect         PGPASSWORD=superuser-secret psql 'host=127.0.0.1,127.0.0.1,127.0.0.1 port=%4$s user=postgres target_session_attrs=read-write'
                ask an agent    curl -i %5$s
                                curl -s %6$s
                lose an agent   kill -9 %7$d     (its server goes on; start it again: %8$s)
                follow its log  tail -f %9$s""".formatted(
                        ctl() + " list",
                        ctl(),
                        cluster.scope(),
                        ports,
                        leader.url("/primary"),
                        leader.url("/cluster"),
                        leader.agentPid().number(),
                        leader.startCommand(),
                        leader.log()));
    }

    private Node loseThePrimary(Writer writer) throws SQLException {
        var former = cluster.awaitLeader();
        screen.step("The primary is lost");
        screen.say("""
                SIGKILL to the agent and to the server of %s, at the worst moment: it has just written what no replica has
                received. Nobody says goodbye, so the others wait until its lease ends (ttl: %d s), then race for it.""".formatted(former, ClusterSettings.QUICK.ttl()));
        writer.forgetWaits();
        former.killBothWithUnsentWal();
        var leader = cluster.awaitLeaderOtherThan(former);
        writer.awaitProgress();
        table();
        screen.good("%s leads, on timeline %s".formatted(leader, timeline(leader)));
        screen.good("the writer had to wait for %s".formatted(seconds(writer.longestOutage())));
        verify(writer, leader);
        return former;
    }

    private void bringItBack(Node former) throws IOException, SQLException {
        screen.step("The old primary comes back");
        screen.say("Its history has parted from the new primary's. Its agent undoes that with pg_rewind and follows.");
        long before = Files.size(former.log());
        former.startAgent();
        settledTable();
        var rewind = Files.readString(former.log())
                .substring((int) before)
                .lines()
                .filter(line -> line.contains("pg_rewind"))
                .toList();
        rewind.stream().limit(3).forEach(line -> screen.say("log of " + former + ": " + line));
        require(
                !rewind.isEmpty(),
                "pg_rewind took back what the others never had",
                "the log does not mention pg_rewind");
        require(
                Sql.query(former, "SELECT to_regclass('never_sent')::text").getFirst() == null,
                former + " streams again, and what it alone had written is gone",
                former + " still holds what it alone had written");
    }

    private void switchOver(Writer writer, Node candidate) throws SQLException {
        var leader = leader();
        screen.step("A planned switchover");
        writer.forgetWaits();
        var arguments = List.of(
                "switchover", cluster.scope(), "--leader", leader.name(), "--candidate", candidate.name(), "--force");
        screen.command(
                "regentctl " + String.join(" ", arguments),
                cluster.ctl(arguments.toArray(String[]::new)).orFail());
        cluster.awaitLeader(candidate);
        writer.awaitProgress();
        cluster.awaitStreaming();
        table();
        screen.good(
                "%s leads again; the writer had to wait for %s".formatted(candidate, seconds(writer.longestOutage())));
        verify(writer, candidate);
    }

    private void verify(Writer writer, Node leader) throws SQLException {
        int acknowledged = writer.count();
        var missing = writer.missingOn(leader);
        require(
                missing.isEmpty(),
                "every one of the %d acknowledged rows is there".formatted(acknowledged),
                "%d acknowledged rows are missing: %s".formatted(missing.size(), missing));
    }

    private void require(boolean condition, String good, String bad) {
        if (!condition) {
            screen.bad(bad);
            throw new AssertionError(bad);
        }
        screen.good(good);
    }

    private Node leader() {
        return cluster.awaitLeader();
    }

    private void table() {
        screen.command(ctl() + " list", cluster.ctl("list").orFail());
    }

    /** The table once every member has published where it now stands; they do so once in a cycle. */
    private void settledTable() {
        cluster.awaitSettled();
        table();
    }

    private String ctl() {
        return "%s -c %s"
                .formatted(product.commandLine(), cluster.nodes().getFirst().configuration());
    }

    private static String timeline(Node node) throws SQLException {
        return Sql.query(
                        node,
                        "SELECT coalesce((SELECT received_tli FROM pg_stat_wal_receiver),"
                                + " (SELECT timeline_id FROM pg_control_checkpoint()))")
                .getFirst();
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}

package io.regent.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Members on one scope and one etcd. The words of the scenarios are the methods of this class and of {@link Node}. */
public final class Cluster {

    private static final Duration BOOTSTRAP = Duration.ofMinutes(2);
    /** In bytes. While somebody writes, a little lag is always to be seen. */
    private static final long MUCH_LAG = 1024 * 1024;

    private static final Duration ELECTION = Duration.ofSeconds(90);

    private final String scope;
    private final EtcdServer etcd;
    private final List<Node> nodes;

    private Cluster(String scope, EtcdServer etcd, List<Node> nodes) {
        this.scope = scope;
        this.etcd = etcd;
        this.nodes = List.copyOf(nodes);
    }

    /** Prepares members named pg-1, pg-2, …, one for each product; none is started. */
    public static Cluster prepare(Workspace workspace, ClusterSettings settings, List<Product> products) {
        return prepare(workspace, EtcdServer.start(workspace), "demo", "pg", settings, products);
    }

    /** Prepares another cluster beside this one, whose members are named after its scope. */
    public Cluster another(Workspace workspace, String scope, ClusterSettings settings, int members) {
        return prepare(
                workspace,
                etcd,
                scope,
                scope,
                settings,
                Collections.nCopies(members, nodes.getFirst().product()));
    }

    private static Cluster prepare(
            Workspace workspace,
            EtcdServer etcd,
            String scope,
            String prefix,
            ClusterSettings settings,
            List<Product> products) {
        var nodes = IntStream.range(0, products.size())
                .mapToObj(i -> workspace.closing(
                        new Node(workspace, products.get(i), scope, prefix + "-" + (i + 1), etcd.endpoint(), settings)))
                .toList();
        return new Cluster(scope, etcd, nodes);
    }

    /** Prepares and starts the members, and returns when all of them replicate. */
    public static Cluster start(Workspace workspace, ClusterSettings settings, List<Product> products) {
        var cluster = prepare(workspace, settings, products);
        cluster.startAgents();
        return cluster;
    }

    /** Starts every agent and returns when one leads, the others stream from it, and all of them say so. */
    public void startAgents() {
        nodes.forEach(Node::startAgent);
        Await.until("a first leader", BOOTSTRAP, () -> leader().isPresent());
        awaitSettled();
    }

    public String scope() {
        return scope;
    }

    public EtcdServer etcd() {
        return etcd;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The member that says it is the primary, if exactly one does. */
    public Optional<Node> leader() {
        var leaders = nodes.stream().filter(Node::answersPrimary).toList();
        return leaders.size() == 1 ? Optional.of(leaders.getFirst()) : Optional.empty();
    }

    /** The member that says it leads a standby cluster, once exactly one does and the others stream from it. */
    public Node awaitStandbyLeader() {
        return Await.value("a standby leader", BOOTSTRAP, () -> {
            var leaders = nodes.stream()
                    .filter(node -> node.status("/standby_leader") == 200)
                    .toList();
            if (leaders.size() != 1) {
                return Optional.empty();
            }
            var others = nodes.stream()
                    .filter(node -> node.agentAlive() && node != leaders.getFirst())
                    .map(Node::name)
                    .collect(Collectors.toSet());
            return streamingTo(leaders.getFirst()).containsAll(others)
                    ? Optional.of(leaders.getFirst())
                    : Optional.empty();
        });
    }

    public Node awaitLeader() {
        return Await.value("a leader", ELECTION, this::leader);
    }

    /** Returns the leader once it is another than the given member. */
    public Node awaitLeaderOtherThan(Node former) {
        return Await.value(
                "a leader other than " + former, ELECTION, () -> leader().filter(leader -> leader != former));
    }

    public void awaitLeader(Node wanted) {
        Await.until(
                wanted + " to lead",
                ELECTION,
                () -> leader().filter(leader -> leader == wanted).isPresent());
    }

    /** The members whose agents run, without the leader. */
    public List<Node> replicas() {
        var leader = awaitLeader();
        return nodes.stream()
                .filter(node -> node != leader && node.agentAlive())
                .toList();
    }

    /** Returns when every member whose agent runs streams from the leader. */
    public void awaitStreaming() {
        Await.until("all replicas to stream from the leader", BOOTSTRAP, () -> {
            var expected = replicas().stream().map(Node::name).collect(Collectors.toSet());
            return streamingTo(awaitLeader()).containsAll(expected);
        });
    }

    /** Returns when, besides, every member has published that it does what it should on the leader's timeline. */
    public void awaitSettled() {
        awaitStreaming();
        Await.until("every member to have published its state", ELECTION, () -> {
            var leader = awaitLeader();
            int timeline = timelineOf(leader);
            return Rest.get(leader.url("/cluster"))
                    .json()
                    .path("members")
                    .valueStream()
                    .allMatch(member -> isSettled(member, leader, timeline));
        });
        awaitLog();
    }

    /** A member that has only just been copied lags for a moment, and may not take over then. */
    private void awaitLog() {
        Await.until("every replica to say that it has the leader's log", ELECTION, () -> {
            long end = Long.parseLong(Sql.query(awaitLeader(), "SELECT pg_current_wal_lsn() - '0/0'")
                    .getFirst());
            for (Node replica : replicas()) {
                if (received(replica) + MUCH_LAG < end) {
                    return false;
                }
            }
            return true;
        });
    }

    private static long received(Node replica) throws IOException {
        return Rest.get(replica.url("/patroni"))
                .json()
                .path("xlog")
                .path("received_location")
                .asLong();
    }

    private static boolean isSettled(JsonNode member, Node leader, int timeline) {
        boolean leads = member.path("name").asText().equals(leader.name());
        return leads == member.path("role").asText().equals("leader")
                && Set.of("running", "streaming").contains(member.path("state").asText())
                && member.path("timeline").asInt() == timeline
                && member.path("lag").asLong(0) < MUCH_LAG;
    }

    /** The first eight digits of a WAL file's name are the timeline; the control file learns of it later. */
    private static int timelineOf(Node primary) throws SQLException {
        var file = Sql.query(primary, "SELECT pg_walfile_name(pg_current_wal_lsn())")
                .getFirst();
        return Integer.parseInt(file.substring(0, 8), 16);
    }

    /** The names of the standbys that stream from a node. */
    public static Set<String> streamingTo(Node node) throws SQLException {
        return new HashSet<>(
                Sql.query(node, "SELECT application_name FROM pg_stat_replication WHERE state = 'streaming'"));
    }

    /** Changes the dynamic configuration through the leader. */
    public void configure(String json) throws IOException {
        var answer = Rest.patch(awaitLeader().url("/config"), json);
        if (answer.status() != 200) {
            throw new AssertionError("PATCH /config: " + answer);
        }
    }

    /**
     * Makes a commit wait for one of the other members from now on, so that a row that was acknowledged is also on
     * the member that takes over.
     */
    public void acknowledgeOnTwoNodes() throws IOException {
        var names = nodes.stream().map(node -> "\\\"" + node.name() + "\\\"").collect(Collectors.joining(","));
        configure("{\"postgresql\":{\"parameters\":{\"synchronous_standby_names\":\"ANY 1 (%s)\"}}}".formatted(names));
        Await.until(
                "commits to wait for a standby",
                ELECTION,
                () -> !Sql.query(awaitLeader(), "SHOW synchronous_standby_names")
                        .equals(List.of("")));
    }

    /** Runs the command line that belongs to the members, with the file of the first of them. */
    public Shell.Result ctl(String... arguments) {
        return ctl(nodes.getFirst().product(), arguments);
    }

    /** Runs regentctl or patronictl with the file of the first member. */
    public Shell.Result ctl(Product product, String... arguments) {
        var command = new ArrayList<>(List.of(
                product.commandLine().toString(),
                "-c",
                nodes.getFirst().configuration().toString()));
        command.addAll(List.of(arguments));
        return Shell.runUnprivileged(command, product.environment());
    }
}

package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator's scripts are told what becomes of a server. */
class CallbacksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SCRIPTS = """
              before_stop: sh -c 'echo before_stop >> LOG'
              callbacks:
                on_start: sh -c 'echo "$0 $1 $2" >> LOG'
                on_stop: sh -c 'echo "$0 $1 $2" >> LOG'
                on_restart: sh -c 'echo "$0 $1 $2" >> LOG'
                on_reload: sh -c 'echo "$0 $1 $2" >> LOG'
                on_role_change: sh -c 'echo "$0 $1 $2" >> LOG'
            """;

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"HA-183", "HA-184", "HA-185", "HA-186", "CFG-087", "CFG-103"})
    void each_change_is_told_once_and_nothing_else() throws Exception {
        var cluster = clusters.prepared(2);
        for (Node node : cluster.nodes()) {
            Files.writeString(
                    node.configuration(), SCRIPTS.replace("LOG", log(node).toString()), StandardOpenOption.APPEND);
        }
        cluster.startAgents();
        cluster.awaitSettled();
        var first = cluster.awaitLeader();
        var second = cluster.replicas().getFirst();
        String scope = cluster.scope();
        tells(first, "on_start primary " + scope);
        tells(second, "on_start replica " + scope);

        command(cluster, "switchover", scope, "--leader", first.name(), "--candidate", second.name(), "--force");
        cluster.awaitLeader(second);
        cluster.awaitSettled();
        tells(first, "before_stop", "on_stop demoted " + scope, "on_role_change replica " + scope);
        tells(second, "on_role_change primary " + scope);

        command(cluster, "restart", scope, first.name(), "--force");
        tells(first, "before_stop", "on_restart replica " + scope);

        command(cluster, "reload", scope, second.name(), "--force");
        tells(second, "on_reload primary " + scope);

        second.killPostgres();
        tells(second, "on_start primary " + scope);

        cluster.awaitSettled();
        first.stop();
        tells(first, "before_stop", "on_stop replica " + scope);
    }

    private static void command(Cluster cluster, String... words) {
        cluster.ctl(words).orFail();
    }

    /** These lines, in this order, since it was asked last. */
    private static void tells(Node node, String... expected) throws IOException {
        Path log = log(node);
        Await.until(
                node.name() + " to tell " + List.of(expected),
                PATIENCE,
                () -> lines(log).size() >= expected.length);
        assertThat(lines(log)).containsExactly(expected);
        Files.delete(log);
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private static Path log(Node node) {
        return node.dataDirectory().resolveSibling(node.name() + ".told");
    }
}

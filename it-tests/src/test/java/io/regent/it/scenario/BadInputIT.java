package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator may get wrong: the agent says which setting, leaves with an error, and touches nothing. */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("malformed YAML", "pg-1.yml", yaml -> yaml + "\n  : ["),
                mistake("an empty file", "pg-1.yml", yaml -> ""),
                mistake("no scope", "scope", yaml -> yaml.replaceFirst("(?m)^scope:.*\n", "")),
                mistake("no name", "name", yaml -> yaml.replaceFirst("(?m)^name:.*\n", "")),
                mistake("no DCS", "etcd3", yaml -> yaml.replaceFirst("(?m)^etcd3:\n.*\n", "")),
                mistake("two DCSs", "consul", yaml -> yaml + "consul:\n  host: 127.0.0.1:8500\n"),
                mistake(
                        "a wrong type",
                        "restapi",
                        yaml -> yaml.replaceFirst("(?m)^restapi:\n(  .*\n)+", "restapi: 8008\n")),
                mistake("a wrong bin_dir", "bin_dir", yaml -> yaml.replaceFirst("bin_dir: .*", "bin_dir: /nowhere")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_mistake_in_the_file_is_named(String what, String named, UnaryOperator<String> mistake) throws IOException {
        var node = clusters.prepared(1).nodes().getFirst();
        Files.writeString(node.configuration(), mistake.apply(Files.readString(node.configuration())));

        int code = runToTheEnd(node);

        assertThat(code).as(what).isNotZero();
        assertThat(node.logText()).contains(named).doesNotContain("\tat ");
        assertThat(node.dataDirectory()).doesNotExist();
    }

    @Test
    void a_used_port_is_named() throws IOException {
        var node = clusters.prepared(1).nodes().getFirst();
        try (var taken = new ServerSocket(node.restPort(), 1, InetAddress.getLoopbackAddress())) {
            int code = runToTheEnd(node);

            assertThat(taken.isBound()).isTrue();
            assertThat(code).isNotZero();
            assertThat(node.logText()).contains("restapi", Integer.toString(node.restPort()));
            assertThat(node.dataDirectory()).doesNotExist();
        }
    }

    @Test
    @Spec({"HA-101", "LES-106"})
    void the_data_directory_of_another_cluster_is_left_alone() {
        var node = clusters.of(1).awaitLeader();
        node.stop();
        node.replaceDataDirectoryByAStranger();

        int code = runToTheEnd(node);

        assertThat(code).isNotZero();
        assertThat(node.logText()).containsIgnoringCase("system ID mismatch");
        assertThat(node.postmaster()).isEmpty();
    }

    private static int runToTheEnd(Node node) {
        node.startAgent();
        Await.until("the agent to leave", PATIENCE, () -> !node.agentAlive());
        return node.exitCode();
    }

    private static Arguments mistake(String what, String named, UnaryOperator<String> change) {
        return Arguments.of(what, named, change);
    }
}

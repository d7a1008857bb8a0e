package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before anything is touched: the store must answer, and nobody else may be running under this name. */
class ArrivalTest {

    private static final String MY_URL = "http://10.0.0.11:8008/patroni";

    @TempDir
    Path data;

    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Spec({"HA-025", "IF-004", "LES-034"})
    @Test
    void a_second_node_of_the_same_name_is_refused() {
        node.member("node-1", "{\"api_url\":\"%s\"}".formatted(MY_URL));

        assertThatThrownBy(() -> new Arrival(node.node, MY_URL::equals).await())
                .isInstanceOf(CannotStart.class)
                .hasMessage("Can't start; there is already a node named 'node-1' running");
        assertThat(node.postgres.calls()).isEmpty();
    }

    @Spec({"CFG-039", "HA-121", "LES-085"})
    @Test
    void a_second_node_whose_name_gives_the_same_slot_is_refused() {
        node.member("Node.1", "{\"api_url\":\"%s\"}".formatted(MY_URL));

        assertThatThrownBy(() -> new Arrival(node.node, MY_URL::equals).await())
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "Can't start; name: 'node-1' is not allowed, its replication slot node_1 is that of the running"
                                + " member 'Node.1'");
        assertThat(new Arrival(node.node, url -> false).await())
                .as("a record of which nobody answers")
                .isEqualTo(Arrival.Welcome.COME_IN);
    }

    @Test
    void a_record_of_which_nobody_answers_is_our_own_old_one() {
        node.member("node-1", "{\"api_url\":\"%s\"}".formatted(MY_URL));
        node.member("node-2", "{\"api_url\":\"http://10.0.0.12:8008/patroni\"}");

        assertThat(new Arrival(node.node, url -> url.contains("10.0.0.12")).await())
                .isEqualTo(Arrival.Welcome.COME_IN);
    }

    @Test
    void a_silent_store_is_waited_for() {
        node.dcs.stop();
        CompletableFuture<Arrival.Welcome> arrival = arriving();
        awaitTheWait();
        assertThat(arrival).isNotDone();

        node.dcs.start();
        Await.until(() -> {
            node.clock.advance(Duration.ofSeconds(5));
            return arrival.isDone();
        });

        assertThat(arrival.join()).isEqualTo(Arrival.Welcome.COME_IN);
    }

    @Test
    void a_stop_ends_the_wait() {
        node.dcs.stop();
        CompletableFuture<Arrival.Welcome> arrival = arriving();
        awaitTheWait();

        node.requests.stop();
        node.pacemaker.wake();
        node.clock.advance(Duration.ofMillis(100));

        assertThat(arrival.join()).isEqualTo(Arrival.Welcome.LEAVE);
    }

    private CompletableFuture<Arrival.Welcome> arriving() {
        return CompletableFuture.supplyAsync(() -> new Arrival(node.node, url -> false).await());
    }

    private void awaitTheWait() {
        long before = node.clock.looks();
        Await.until(() -> node.clock.looks() > before + 3);
    }
}

package io.regent.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.agent.performance.PeerPoll;
import io.regent.dcs.Deadline;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import io.regent.restapi.CandidateAnswer;
import io.regent.restapi.ConfigAnswer;
import io.regent.restapi.FailoverAnswer;
import io.regent.restapi.client.ClientAccess;
import io.regent.restapi.client.ClientTls;
import io.regent.restapi.client.MemberClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of operators. */
class NodeOperationsTest {

    private static final FailoverRequest TO_NODE_2 =
            new FailoverRequest(Optional.empty(), Optional.of(new MemberName("node-2")), Optional.empty());

    @TempDir
    Path data;

    private final ChangeBell changes = new ChangeBell();
    private final AtomicInteger reloads = new AtomicInteger();
    private FakeNode node;
    private NodeOperations operations;

    @BeforeEach
    void build() {
        node = new FakeNode(data);
        var nobody = new MemberClient(new ClientAccess(Optional.empty(), ClientTls.DEFAULT));
        operations = new NodeOperations(
                node.node, node.leadership, node.board, changes, new PeerPoll(() -> nobody), reloads::incrementAndGet);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void the_cluster_is_read_from_the_store() {
        assertThat(operations.readCluster()).isInstanceOf(ReadAnswer.Seen.class);
        node.dcs.stop();
        assertThat(operations.readCluster()).isInstanceOf(ReadAnswer.Unreachable.class);
    }

    @Test
    void a_change_ends_the_wait_for_it() {
        CompletableFuture<ReadAnswer> answer =
                CompletableFuture.supplyAsync(() -> operations.readClusterAfterChange(Duration.ofSeconds(20)));
        Await.until(() -> {
            changes.ring();
            return answer.isDone();
        });

        assertThat(answer.join()).isInstanceOf(ReadAnswer.Seen.class);
    }

    @Test
    void without_a_change_the_wait_ends_by_itself() {
        assertThat(operations.readClusterAfterChange(Duration.ofMillis(5))).isInstanceOf(ReadAnswer.Seen.class);
    }

    @Spec("API-087")
    @Test
    void a_patch_is_merged_into_what_is_stored() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":30,\"postgresql\":{\"use_slots\":true,\"pg_hba\":[\"a\"]}}");

        ConfigAnswer answer = operations.patchConfig(
                Samples.config("{\"ttl\":40,\"postgresql\":{\"use_slots\":null,\"pg_hba\":[\"b\"],\"x\":1}}")
                        .document());

        String merged = "{\"ttl\":40,\"postgresql\":{\"pg_hba\":[\"b\"],\"x\":1}}";
        assertThat(answer).isEqualTo(new ConfigAnswer.Current(Samples.config(merged)));
        assertThat(node.key("config")).contains(merged);
        assertThatLoopIsWoken();
    }

    @Spec("HA-163")
    @Test
    void the_document_can_be_changed_in_pause() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");

        operations.patchConfig(Map.of("ttl", 40));

        assertThat(node.key("config")).contains("{\"pause\":true,\"ttl\":40}");
    }

    @Test
    void a_patch_needs_something_to_be_merged_into_and_a_store_that_answers() {
        assertThat(operations.patchConfig(Map.of("ttl", 40))).isEqualTo(new ConfigAnswer.Missing());
        node.dcs.stop();
        assertThat(operations.patchConfig(Map.of("ttl", 40))).isInstanceOf(ConfigAnswer.Unreachable.class);
    }

    @Spec("API-088")
    @Test
    void a_patch_that_changes_nothing_writes_nothing() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":30}");
        var writes = new AtomicInteger();
        node.store.onChange(key -> writes.incrementAndGet());

        ConfigAnswer answer = operations.patchConfig(Map.of("ttl", "30"));

        assertThat(answer).isEqualTo(new ConfigAnswer.Current(Samples.config("{\"ttl\":30}")));
        assertThat(writes).hasValue(0);
    }

    @Spec("API-091")
    @Test
    void a_document_can_be_replaced_whole_and_made_when_there_is_none() {
        DynamicConfig wanted = Samples.config("{\"ttl\":50}");
        assertThat(operations.replaceConfig(wanted.document())).isEqualTo(new ConfigAnswer.Current(wanted));
        assertThat(node.key("config")).contains("{\"ttl\":50}");
        var writes = new AtomicInteger();
        node.store.onChange(key -> writes.incrementAndGet());

        operations.replaceConfig(wanted.document());

        assertThat(writes).hasValue(0);
        node.dcs.stop();
        assertThat(operations.replaceConfig(Map.of())).isInstanceOf(ConfigAnswer.Unreachable.class);
    }

    @Spec("HA-057")
    @Test
    void a_failover_is_requested_in_the_store() {
        assertThat(operations.requestFailover(TO_NODE_2)).isEqualTo(new FailoverAnswer.Requested());
        assertThat(node.key("failover")).contains("{\"member\":\"node-2\"}");
        assertThatLoopIsWoken();

        node.dcs.stop();
        assertThat(operations.requestFailover(TO_NODE_2)).isInstanceOf(FailoverAnswer.NotWritten.class);
    }

    @Test
    void only_the_request_that_was_seen_is_cleared() {
        operations.requestFailover(TO_NODE_2);
        long revision = node.view().cluster().failover().orElseThrow().revision();

        assertThat(operations.clearFailover(revision + 1)).isEqualTo(new WriteAnswer.Conflict());
        assertThat(operations.clearFailover(revision)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(node.key("failover")).contains("{}");
    }

    @Test
    void a_candidate_whose_address_is_not_known_is_silent() {
        var unknown = new Member(new MemberName("node-2"), Map.of());

        assertThat(operations.askCandidates(List.of(unknown)))
                .containsEntry(new MemberName("node-2"), new CandidateAnswer.Silent("its address is not known"));
    }

    @Test
    void a_reload_does_not_keep_the_caller_waiting() {
        operations.reload();

        Await.until(() -> reloads.get() == 1);
    }

    private void assertThatLoopIsWoken() {
        long before = node.clock.nanos();
        node.clock.advance(Duration.ofMillis(100));
        node.pacemaker.await(before, Deadline.after(before, Duration.ofDays(1)));
    }
}

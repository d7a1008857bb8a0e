package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Claim;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.dcs.Versioned;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short conditional writes whose outcome goes back into the view. */
class StoreQuestionsTest {

    private static final String FAILOVER = FakeNode.PREFIX + "failover";
    private static final String REQUEST = "{\"leader\":\"node-2\",\"member\":\"node-1\"}";

    @TempDir
    Path data;

    private FakeNode node;
    private StoreQuestions questions;

    @BeforeEach
    void build() {
        node = new FakeNode(data);
        questions = new StoreQuestions(node.store, node.settings);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_written_identity_is_part_of_the_next_view() {
        View view = questions.writeInitialize(node.view(), Samples.SYSTEM);

        assertThat(view.cluster().initialization()).isEqualTo(new Initialization.Done(Samples.SYSTEM));
        assertThat(node.key("initialize")).contains(Samples.SYSTEM.digits());
    }

    @Test
    void a_lost_race_shows_the_cluster_as_it_is_now() {
        View view = node.view();
        node.dcs.put(FakeNode.PREFIX + "initialize", "7999999999999999999");

        View after = questions.writeInitialize(view, Samples.SYSTEM);

        assertThat(after.cluster().initialization())
                .isInstanceOfSatisfying(
                        Initialization.Done.class,
                        done -> assertThat(done.system().digits()).isEqualTo("7999999999999999999"));
    }

    @Test
    void the_settings_that_this_node_knows_are_written() {
        View view = questions.writeConfig(node.view());

        assertThat(view.cluster().config().map(Versioned::value)).contains(node.settings.dynamic());
        assertThat(node.key("config").orElseThrow()).startsWith("{\"ttl\":30,");
    }

    @Test
    void a_failover_request_is_cleared_only_if_it_is_still_the_one_that_was_seen() {
        node.dcs.put(FAILOVER, REQUEST);
        View view = node.view();
        String newer = "{\"member\":\"node-3\"}";
        node.dcs.put(FAILOVER, newer);

        View after = questions.clearFailover(view);

        assertThat(node.key("failover")).contains(newer);
        assertThat(after.failover().flatMap(FailoverRequest::candidate)).contains(new MemberName("node-3"));
        assertThat(questions.clearFailover(after).failover()).isEmpty();
        assertThat(node.key("failover")).contains("{}");
    }

    @Test
    void a_request_whose_leader_stepped_down_is_left_with_its_candidate() {
        node.dcs.put(FAILOVER, REQUEST);

        View view = questions.reduceFailover(node.view());

        assertThat(view.failover())
                .contains(
                        new FailoverRequest(Optional.empty(), Optional.of(new MemberName("node-1")), Optional.empty()));
        assertThat(node.key("failover")).contains("{\"member\":\"node-1\"}");
    }

    @Test
    void silence_is_silence_at_every_question() {
        node.dcs.put(FAILOVER, REQUEST);
        View view = node.view();
        node.dcs.stop();

        assertSilent(questions.claimBootstrap(view));
        assertSilent(questions.writeInitialize(view, Samples.SYSTEM));
        assertSilent(questions.writeConfig(view));
        assertSilent(questions.clearFailover(view));
        assertSilent(questions.reduceFailover(view));
    }

    private static void assertSilent(View view) {
        assertThat(view.dcs()).isInstanceOf(DcsView.Silent.class);
        assertThat(view.lease()).isInstanceOf(Lease.Unanswered.class);
        assertThat(view.claim()).isEqualTo(Claim.NOT_MADE);
    }
}

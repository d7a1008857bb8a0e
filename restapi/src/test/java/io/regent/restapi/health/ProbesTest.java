package io.regent.restapi.health;

import static io.regent.restapi.TestNode.LEADER_AT;
import static io.regent.restapi.TestNode.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.MemberState;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.Safeguards;
import io.regent.restapi.TestNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private static final Lsn TWO_MEGABYTES_BEHIND = new Lsn(LEADER_AT.position() - 2 * 1_048_576);

    @Test
    @Spec({"API-041", "LES-122"})
    void a_node_is_alive_while_its_loop_is_fresh() {
        assertThat(isAlive(TestNode.leader())).isTrue();
        assertThat(isAlive(TestNode.leader().withStaleLoop())).isFalse();
    }

    @Test
    @Spec("API-042")
    void a_paused_node_is_always_alive() {
        assertThat(isAlive(TestNode.leader().withStaleLoop().paused())).isTrue();
    }

    @Test
    @Spec({"API-044", "LES-122"})
    void a_node_is_ready_when_it_leads_or_streams_closely() {
        assertThat(isReady(TestNode.leader(), "")).isTrue();
        assertThat(isReady(TestNode.replica(), "")).isTrue();
        assertThat(isReady(TestNode.replica().replayed(LEADER_AT, LEADER_AT, false), ""))
                .isFalse();
        assertThat(isReady(TestNode.replica().down(MemberState.STARTING), "")).isFalse();
    }

    @Test
    @Spec("API-044")
    void the_limit_and_the_position_can_be_chosen() {
        var late = TestNode.replica().replayed(LEADER_AT, TWO_MEGABYTES_BEHIND, true);

        assertThat(isReady(late, "")).isFalse();
        assertThat(isReady(late, "lag=junk")).isFalse();
        assertThat(isReady(late, "lag=1GB")).isTrue();
        assertThat(isReady(late, "mode=write")).isTrue();
        assertThat(isReady(late, "mode=other")).isFalse();
    }

    @Test
    @Spec("API-045")
    void without_a_view_the_sender_or_the_failsafe_mode_must_vouch() {
        var lost = TestNode.replica().withoutView();

        assertThat(isReady(lost, "")).isFalse();
        assertThat(isReady(lost.guardedBy(new Safeguards(false, TestNode.FAILSAFE, Map.of())), ""))
                .isTrue();
        assertThat(isReady(TestNode.replica().withoutView().senderAt(LEADER_AT), ""))
                .isTrue();
        assertThat(isReady(TestNode.replica().withoutView().senderAt(new Lsn(LEADER_AT.position() + 1_048_577)), ""))
                .isFalse();
    }

    @Test
    @Spec("API-027")
    void probes_know_no_tags() {
        assertThat(isReady(TestNode.leader(), "tag_nosuch=1")).isTrue();
        assertThat(isReady(TestNode.replica(), "tag_nosuch=1")).isTrue();
    }

    private static boolean isAlive(TestNode node) {
        return new Probes(node.snapshot(), Query.NONE, NOW).isAlive();
    }

    private static boolean isReady(TestNode node, String query) {
        return new Probes(node.snapshot(), Query.of(query), NOW).isReady();
    }
}

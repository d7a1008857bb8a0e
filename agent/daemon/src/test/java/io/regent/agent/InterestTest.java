package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.MemberName;
import org.junit.jupiter.api.Test;

/** Which changes in the store concern a member at once. */
class InterestTest {

    private static final ClusterKey NODE_2 = ClusterKey.member(new MemberName("node-2"));

    private boolean leads;
    private final Interest interest = new Interest(() -> leads);

    @Spec({"D-205", "HA-057"})
    @Test
    void what_all_members_share_wakes_the_loop() {
        assertThat(interest.wakesTheLoop(ClusterKey.LEADER)).isTrue();
        assertThat(interest.wakesTheLoop(ClusterKey.CONFIG)).isTrue();
        assertThat(interest.wakesTheLoop(ClusterKey.FAILOVER)).isTrue();
        assertThat(interest.wakesTheLoop(ClusterKey.INITIALIZE)).isTrue();
    }

    @Test
    void a_member_wakes_the_loop_with_its_first_record_only() {
        assertThat(interest.wakesTheLoop(NODE_2)).isTrue();
        assertThat(interest.wakesTheLoop(NODE_2)).isFalse();
    }

    @Spec("HA-057")
    @Test
    void the_position_of_the_leader_wakes_those_who_do_not_lead() {
        assertThat(interest.wakesTheLoop(ClusterKey.STATUS)).isTrue();
        leads = true;
        assertThat(interest.wakesTheLoop(ClusterKey.STATUS)).isFalse();
    }

    @Test
    void what_nobody_acts_upon_wakes_nobody() {
        assertThat(interest.wakesTheLoop(ClusterKey.HISTORY)).isFalse();
        assertThat(interest.wakesTheLoop(ClusterKey.LEGACY_OPTIME)).isFalse();
    }
}

package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A member as it published itself. */
class MemberTest {

    @Test
    void every_field_is_read() {
        var member = member(Map.of(
                "conn_url", "postgres://10.0.0.1:5433/postgres",
                "api_url", "http://10.0.0.1:8008/patroni",
                "state", "running",
                "role", "primary",
                "version", "4.1.0",
                "xlog_location", 50331648,
                "timeline", 3,
                "tags", Map.of("clonefrom", true),
                "pause", true));

        assertThat(member.address()).contains(new HostPort("10.0.0.1", 5433));
        assertThat(member.apiUrl()).contains("http://10.0.0.1:8008/patroni");
        assertThat(member.isRunning()).isTrue();
        assertThat(member.role()).contains(MemberRole.PRIMARY);
        assertThat(member.version()).contains("4.1.0");
        assertThat(member.walPosition()).contains(Lsn.parse("0/3000000"));
        assertThat(member.timeline()).contains(new Timeline(3));
        assertThat(member.tags().clonefrom()).isTrue();
        assertThat(member.pause()).isTrue();
    }

    @Test
    void a_record_without_fields_is_a_member_all_the_same() {
        var member = member(Map.of());

        assertThat(member.address()).isEmpty();
        assertThat(member.apiUrl()).isEmpty();
        assertThat(member.isRunning()).isFalse();
        assertThat(member.role()).isEmpty();
        assertThat(member.walPosition()).isEmpty();
        assertThat(member.timeline()).isEmpty();
        assertThat(member.tags()).isEqualTo(Tags.NONE);
        assertThat(member.pause()).isFalse();
        assertThat(member.pendingRestart()).isFalse();
        assertThat(member.owesCheckpoint()).isFalse();
    }

    @Test
    void a_field_of_the_wrong_type_counts_as_absent() {
        var member =
                member(Map.of("conn_url", 5, "xlog_location", "far", "timeline", 0, "tags", "none", "pause", "true"));

        assertThat(member.connUrl()).isEmpty();
        assertThat(member.walPosition()).isEmpty();
        assertThat(member.timeline()).isEmpty();
        assertThat(member.tags()).isEqualTo(Tags.NONE);
        assertThat(member.pause()).isFalse();
    }

    @Test
    void an_empty_text_counts_as_absent() {
        assertThat(member(Map.of("api_url", "")).apiUrl()).isEmpty();
    }

    @Test
    @Spec("HA-007")
    void every_word_for_a_role_is_known_and_a_master_is_a_primary() {
        for (String word : List.of("primary", "replica", "standby_leader", "demoted", "promoted", "uninitialized")) {
            assertThat(member(Map.of("role", word)).role().map(MemberRole::word))
                    .contains(word);
        }
        assertThat(MemberRole.values()).hasSize(6);
        assertThat(member(Map.of("role", "master")).role()).contains(MemberRole.PRIMARY);
    }

    @Test
    void the_checkpoint_is_owed_only_when_the_leader_says_so() {
        assertThat(member(Map.of("checkpoint_after_promote", false)).owesCheckpoint())
                .isTrue();
        assertThat(member(Map.of("checkpoint_after_promote", true)).owesCheckpoint())
                .isFalse();
    }

    @Test
    void another_state_than_running_is_not_running() {
        assertThat(member(Map.of("state", "starting")).isRunning()).isFalse();
        assertThat(member(Map.of("state", "something new")).state()).contains("something new");
    }

    private static Member member(Map<String, Object> data) {
        return new Member(new MemberName("pg-1"), data);
    }
}

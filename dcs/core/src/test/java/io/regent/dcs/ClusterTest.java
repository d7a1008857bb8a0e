package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The cluster as one reading of the store shows it. */
class ClusterTest {

    @Test
    void members_are_sorted_by_name() {
        assertThat(cluster(Optional.empty(), "c", "a", "b").members())
                .extracting(member -> member.name().value())
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_member_is_found_by_its_name() {
        assertThat(cluster(Optional.empty(), "a", "b").member(new MemberName("b")))
                .isPresent();
        assertThat(cluster(Optional.empty(), "a", "b").member(new MemberName("c")))
                .isEmpty();
    }

    @Test
    void the_leader_may_have_no_record_any_more() {
        var leader = Optional.of(new MemberName("a"));

        assertThat(cluster(leader, "a", "b").leaderMember()).isPresent();
        assertThat(cluster(leader, "b").leaderMember()).isEmpty();
        assertThat(cluster(leader, "b").isLedBy(new MemberName("a"))).isTrue();
    }

    @Test
    void without_a_leader_nobody_leads() {
        assertThat(Cluster.EMPTY.isLedBy(new MemberName("a"))).isFalse();
        assertThat(Cluster.EMPTY.leaderMember()).isEmpty();
    }

    @Test
    void what_was_read_does_not_change() {
        var urls = new TreeMap<>(Map.of("a", "http://a:8008/patroni"));
        var cluster = new Cluster(
                new Initialization.Absent(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Status.NONE,
                Optional.empty(),
                Optional.empty(),
                History.EMPTY,
                urls,
                1);

        urls.clear();

        assertThat(cluster.failsafe()).containsKey("a");
    }

    private static Cluster cluster(Optional<MemberName> leader, String... names) {
        return new Cluster(
                new Initialization.Absent(),
                Optional.empty(),
                leader,
                List.of(names).stream()
                        .map(name -> new Member(new MemberName(name), Map.of()))
                        .toList(),
                Status.NONE,
                Optional.empty(),
                Optional.empty(),
                History.EMPTY,
                new TreeMap<>(),
                1);
    }
}

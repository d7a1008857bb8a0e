package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A member's tags. */
class TagsTest {

    @Test
    void without_tags_a_member_takes_part_in_everything() {
        assertThat(Tags.NONE.nofailover()).isFalse();
        assertThat(Tags.NONE.nosync()).isFalse();
        assertThat(Tags.NONE.nostream()).isFalse();
        assertThat(Tags.NONE.noloadbalance()).isFalse();
        assertThat(Tags.NONE.clonefrom()).isFalse();
        assertThat(Tags.NONE.failoverPriority()).isEqualTo(1);
        assertThat(Tags.NONE.replicatefrom()).isEmpty();
    }

    @Test
    void a_priority_of_zero_or_less_excludes_from_failover() {
        assertThat(tag("failover_priority", 0).nofailover()).isTrue();
        assertThat(tag("failover_priority", -1).nofailover()).isTrue();
        assertThat(tag("failover_priority", 1).nofailover()).isFalse();
    }

    @Test
    void nofailover_wins_over_the_priority() {
        assertThat(tags(Map.of("nofailover", true, "failover_priority", 5)).nofailover())
                .isTrue();
        assertThat(tags(Map.of("nofailover", false, "failover_priority", 0)).nofailover())
                .isFalse();
    }

    @Test
    void nosync_wins_over_the_priority() {
        assertThat(tag("sync_priority", 0).nosync()).isTrue();
        assertThat(tags(Map.of("nosync", false, "sync_priority", 0)).nosync()).isFalse();
        assertThat(tags(Map.of("nosync", true, "sync_priority", 5)).nosync()).isTrue();
    }

    @Test
    void values_may_come_as_text() {
        for (String yes : List.of("true", "True", "on", "yes", "1")) {
            assertThat(tag("nofailover", yes).nofailover()).as(yes).isTrue();
        }
        for (String no : List.of("false", "off", "no", "0", "")) {
            assertThat(tag("nofailover", no).nofailover()).as(no).isFalse();
        }
        assertThat(tag("failover_priority", " 7 ").failoverPriority()).isEqualTo(7);
    }

    @Test
    void a_priority_that_is_no_number_counts_as_not_given() {
        assertThat(tag("failover_priority", "high").failoverPriority()).isEqualTo(1);
        assertThat(tag("failover_priority", "high").nofailover()).isFalse();
    }

    @Test
    void an_empty_upstream_is_none() {
        assertThat(tag("replicatefrom", "").replicatefrom()).isEmpty();
        assertThat(tag("replicatefrom", "pg-2").replicatefrom()).contains(new MemberName("pg-2"));
    }

    @Test
    void a_tag_with_an_empty_value_means_nothing() {
        var values = new LinkedHashMap<String, Object>();
        values.put("clonefrom", true);
        values.put("nostream", "");

        assertThat(new Tags(values).nostream()).isFalse();
        assertThat(new Tags(values).clonefrom()).isTrue();
    }

    @Test
    void the_order_of_the_tags_is_kept() {
        var values = new LinkedHashMap<String, Object>();
        List.of("z", "a", "m").forEach(name -> values.put(name, 1));

        assertThat(new Tags(values).values().keySet()).containsExactly("z", "a", "m");
    }

    private static Tags tag(String name, Object value) {
        return tags(Map.of(name, value));
    }

    private static Tags tags(Map<String, Object> values) {
        return new Tags(values);
    }
}

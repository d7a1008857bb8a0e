package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Where a cluster lives in the store. */
class ClusterPathTest {

    @Test
    void keys_live_below_namespace_and_scope() {
        assertThat(new ClusterPath("service", "batman").of(ClusterKey.LEADER)).isEqualTo("/service/batman/leader");
        assertThat(new ClusterPath("/service/", "batman").prefix()).isEqualTo("/service/batman/");
    }

    @Test
    void repeated_slashes_collapse() {
        assertThat(new ClusterPath("//a//b//", "demo").prefix()).isEqualTo("/a/b/demo/");
    }

    @Test
    void an_empty_namespace_is_the_root() {
        assertThat(new ClusterPath("", "demo").prefix()).isEqualTo("/demo/");
        assertThat(new ClusterPath("/", "demo").prefix()).isEqualTo("/demo/");
    }

    @Test
    void one_way_to_write_a_namespace_equals_another() {
        assertThat(new ClusterPath("a/", "demo")).isEqualTo(new ClusterPath("//a", "demo"));
    }

    @Test
    void a_member_has_a_key_of_its_own() {
        assertThat(new ClusterPath("service", "batman").of(ClusterKey.member(new MemberName("pg-1"))))
                .isEqualTo("/service/batman/members/pg-1");
    }

    @Test
    void a_cluster_needs_a_name() {
        assertThatThrownBy(() -> new ClusterPath("service", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scope");
    }
}

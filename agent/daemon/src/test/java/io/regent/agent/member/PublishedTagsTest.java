package io.regent.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tags as members publish them (HA-012). */
class PublishedTagsTest {

    @Test
    @Spec("HA-012")
    void built_in_tags_appear_only_when_they_say_something() {
        assertThat(published(Map.of("nofailover", false, "clonefrom", "no", "noloadbalance", 0)))
                .isEmpty();
        assertThat(published(Map.of("nofailover", "on", "clonefrom", 1)))
                .containsOnly(Map.entry("nofailover", true), Map.entry("clonefrom", true));
    }

    @Test
    @Spec("HA-012")
    void a_false_tag_appears_beside_its_priority() {
        assertThat(published(Map.of("nofailover", false, "failover_priority", 2)))
                .containsOnly(Map.entry("nofailover", false), Map.entry("failover_priority", 2));
        assertThat(published(Map.of("nosync", "false", "sync_priority", 1))).containsEntry("nosync", false);
    }

    @Test
    @Spec({"HA-012", "HA-193"})
    void custom_tags_pass_through_in_their_order_and_type() {
        var tags = new LinkedHashMap<String, Object>();
        tags.put("zone", "b");
        tags.put("rack", 7);
        tags.put("canary", false);

        assertThat(published(tags))
                .containsExactly(Map.entry("zone", "b"), Map.entry("rack", 7), Map.entry("canary", false));
    }

    @Test
    @Spec("HA-012")
    void whoever_is_to_be_released_from_synchronous_replication_asks_for_it_by_its_tags() {
        var configured = new Tags(Map.of("zone", "b", "sync_priority", 3));

        assertThat(PublishedTags.of(configured, true).values())
                .containsOnly(Map.entry("zone", "b"), Map.entry("nosync", true), Map.entry("sync_priority", 0));
        assertThat(PublishedTags.of(configured, false).values())
                .containsOnly(Map.entry("zone", "b"), Map.entry("sync_priority", 3));
    }

    private static Map<String, Object> published(Map<String, Object> configured) {
        return PublishedTags.of(new Tags(configured)).values();
    }
}

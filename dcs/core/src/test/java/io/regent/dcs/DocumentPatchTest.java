package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

@Spec("CFG-002")
class DocumentPatchTest {

    @Test
    void maps_are_merged_and_everything_else_is_replaced() {
        Map<String, Object> document =
                Map.of("ttl", 30, "postgresql", Map.of("pg_hba", List.of("a"), "use_slots", true));
        Map<String, Object> patch = Map.of("loop_wait", 5, "postgresql", Map.of("pg_hba", List.of("b")));

        assertThat(DocumentPatch.apply(document, patch))
                .isEqualTo(Map.of(
                        "ttl", 30, "loop_wait", 5, "postgresql", Map.of("pg_hba", List.of("b"), "use_slots", true)));
    }

    @Test
    void null_removes_a_key_at_any_depth() {
        Map<String, Object> document = Map.of("postgresql", Map.of("parameters", Map.of("x", 1, "y", 2)));
        Map<String, Object> patch =
                Map.of("pause", Map.of(), "postgresql", Map.of("parameters", Collections.singletonMap("x", null)));

        assertThat(DocumentPatch.apply(document, patch))
                .isEqualTo(Map.of("pause", Map.of(), "postgresql", Map.of("parameters", Map.of("y", 2))));
    }

    @Test
    void null_is_not_put_where_there_was_nothing() {
        Map<String, Object> patch = Map.of("a", Collections.singletonMap("b", null));

        assertThat(DocumentPatch.apply(Map.of(), patch)).isEqualTo(Map.of("a", Map.of()));
    }

    @Test
    void the_same_text_is_no_change() {
        Map<String, Object> document = Map.of("ttl", 100);

        assertThat(DocumentPatch.apply(document, Map.of("ttl", "100"))).isEqualTo(document);
        assertThat(DocumentPatch.apply(document, Map.of("ttl", "101"))).isEqualTo(Map.of("ttl", "101"));
    }

    @Test
    void the_text_null_is_a_text() {
        assertThat(DocumentPatch.apply(Map.of(), Map.of("a", "null"))).isEqualTo(Map.of("a", "null"));
    }

    @Test
    void a_map_replaces_a_value_and_a_value_a_map() {
        assertThat(DocumentPatch.apply(Map.of("a", 1), Map.of("a", Map.of("b", 2))))
                .isEqualTo(Map.of("a", Map.of("b", 2)));
        assertThat(DocumentPatch.apply(Map.of("a", Map.of("b", 2)), Map.of("a", 1)))
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void keys_keep_their_order() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("z", 1);
        document.put("a", 2);

        assertThat(DocumentPatch.apply(document, Map.of("b", 3, "z", 4)).keySet())
                .containsExactly("z", "a", "b");
    }

    @Property(tries = 200)
    void a_patch_applied_twice_changes_nothing_more(
            @ForAll Map<String, Integer> document, @ForAll Map<String, String> patch) {
        Map<String, Object> once = DocumentPatch.apply(Map.copyOf(document), Map.copyOf(patch));

        assertThat(DocumentPatch.apply(once, Map.copyOf(patch))).isEqualTo(once);
    }
}

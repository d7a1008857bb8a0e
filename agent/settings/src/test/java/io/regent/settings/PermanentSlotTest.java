package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.regent.Spec;
import io.regent.dcs.DynamicConfig;
import io.regent.postgres.Decoder;
import io.regent.settings.EffectiveSettings.InForce;
import io.regent.settings.PermanentSlot.ClusterType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code slots}. */
class PermanentSlotTest {

    @ParameterizedTest
    @Spec("HA-126")
    @ValueSource(strings = {"slots", "permanent_slots", "permanent_replication_slots"})
    void an_entry_is_physical_unless_it_says_otherwise(String key) {
        var found = slots(
                key,
                Map.of(
                        "plain", Map.of(),
                        "said", Map.of("type", "Physical"),
                        "blank", Map.of("type", ""),
                        "half", Map.of("database", "shop")));

        assertThat(found).extracting(PermanentSlot::name).containsExactlyInAnyOrder("plain", "said", "blank", "half");
        assertThat(found).extracting(PermanentSlot::decoder).containsOnly(Optional.empty());
        assertThat(slots(key, Map.of("a", Map.of("database", "shop", "plugin", "wal2json"))))
                .extracting(PermanentSlot::decoder)
                .containsExactly(Optional.of(new Decoder("shop", "wal2json")));
    }

    @Test
    @Spec("CFG-033")
    void a_logical_slot_has_a_database_and_a_plugin() {
        Map<String, Object> document = Map.of(
                "whole", Map.of("type", "logical", "database", "shop", "plugin", "pgoutput"),
                "nowhere", Map.of("type", "logical", "plugin", "pgoutput"),
                "mute", Map.of("type", "logical", "database", "shop"),
                "physical", Map.of("type", "physical", "database", "shop", "plugin", "pgoutput"));

        assertThat(slots("slots", document))
                .extracting(PermanentSlot::name, PermanentSlot::decoder)
                .containsExactlyInAnyOrder(
                        tuple("whole", Optional.of(new Decoder("shop", "pgoutput"))),
                        tuple("physical", Optional.empty()));
        assertThat(warnings("slots", document))
                .hasSize(2)
                .anyMatch(warning ->
                        warning.contains("slots.nowhere.database: a logical slot has a database and a plugin"))
                .anyMatch(warning -> warning.contains("slots.mute.plugin: a logical slot has a database and a plugin"));
    }

    @Test
    @Spec("HA-126")
    void an_entry_may_be_for_one_kind_of_cluster() {
        var slot =
                slots("slots", Map.of("a", Map.of("cluster_type", "standby"))).getFirst();

        assertThat(slot.clusterType()).isEqualTo(Optional.of(ClusterType.STANDBY));
        assertThat(slot.isKeptIn(ClusterType.STANDBY)).isTrue();
        assertThat(slot.isKeptIn(ClusterType.PRIMARY)).isFalse();
        assertThat(slots("slots", Map.of("a", Map.of())).getFirst().isKeptIn(ClusterType.STANDBY))
                .isTrue();
    }

    @Test
    @Spec("HA-126")
    void what_cannot_be_read_is_said_and_the_others_are_kept() {
        Map<String, Object> document = Map.of(
                "Upper", Map.of(),
                "text", "physical",
                "kind", Map.of("type", "psychical"),
                "where", Map.of("cluster_type", "both"),
                "good", Map.of());

        assertThat(slots("slots", document)).extracting(PermanentSlot::name).containsExactly("good");
        assertThat(warnings("slots", document))
                .hasSize(4)
                .allMatch(warning -> warning.contains("there will be no such slot"))
                .anyMatch(warning -> warning.contains("slots.Upper") && warning.contains("a to z, 0 to 9 and _"))
                .anyMatch(warning -> warning.contains("slots.text: 'physical' is not allowed, it must be a map"))
                .anyMatch(warning ->
                        warning.contains("slots.kind.type: 'psychical'") && warning.contains("physical, logical"))
                .anyMatch(warning ->
                        warning.contains("slots.where.cluster_type: 'both'") && warning.contains("primary, standby"));
    }

    private static List<PermanentSlot> slots(String key, Map<String, ?> slots) {
        return inForce(key, slots).settings().permanentSlots();
    }

    private static List<String> warnings(String key, Map<String, ?> slots) {
        return inForce(key, slots).warnings().stream().map(String::valueOf).toList();
    }

    private static InForce inForce(String key, Map<String, ?> slots) {
        return (InForce) ClusterSettings.effective(new DynamicConfig(Map.of(key, slots)), Map.of());
    }
}

package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.DynamicConfig;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.SlotPattern.Kind;
import io.regent.settings.EffectiveSettings.InForce;
import io.regent.settings.EffectiveSettings.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ignore_slots}. */
@Spec("CFG-037")
class ForeignSlotsTest {

    @Test
    void an_entry_names_what_must_be_the_same() {
        var document =
                List.of(Map.of("name", "backup"), Map.of("type", "Logical", "database", "shop", "plugin", "wal2json"));

        assertThat(effective(document)).isInstanceOfSatisfying(InForce.class, inForce -> {
            assertThat(inForce.settings().foreignSlots())
                    .containsExactly(
                            new SlotPattern(
                                    Optional.of("backup"), Optional.empty(), Optional.empty(), Optional.empty()),
                            new SlotPattern(
                                    Optional.empty(),
                                    Optional.of(Kind.LOGICAL),
                                    Optional.of("shop"),
                                    Optional.of("wal2json")));
            assertThat(inForce.settings().unsupported()).isEmpty();
            assertThat(inForce.warnings()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "7"})
    void what_is_no_list_of_maps_is_refused(String value) {
        assertThat(fault(value)).contains("ignore_slots", value, "a list of maps");
        assertThat(fault(List.of(value))).contains("ignore_slots[0]", value, "a list of maps");
    }

    @Test
    void an_entry_that_would_cover_every_slot_is_refused() {
        assertThat(fault(List.of(Map.of("name", "a"), Map.of())))
                .contains("ignore_slots[1]", "at least one of name, type, database and plugin");
    }

    @Test
    void a_kind_that_does_not_exist_is_refused() {
        assertThat(fault(List.of(Map.of("type", "psychical"))))
                .contains("ignore_slots[0].type", "psychical", "one of physical, logical");
    }

    @Test
    void a_misspelt_word_is_warned_about() {
        assertThat(effective(List.of(Map.of("name", "a", "databse", "shop"))))
                .isInstanceOfSatisfying(
                        InForce.class,
                        inForce -> assertThat(inForce.warnings())
                                .singleElement()
                                .asString()
                                .contains("ignore_slots[0].databse", "Did you mean database?"));
    }

    private static String fault(Object value) {
        return ((Refused) effective(value)).faults().toString();
    }

    private static EffectiveSettings effective(Object value) {
        return ClusterSettings.effective(new DynamicConfig(Map.of("ignore_slots", value)), Map.of());
    }
}

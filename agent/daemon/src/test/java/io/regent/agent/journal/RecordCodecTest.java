package io.regent.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.regent.agent.decision.Decision;
import io.regent.agent.decision.View;
import io.regent.dcs.wire.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a view is made of comes back from JSON as it was. */
class RecordCodecTest {

    private static final int VALUES = 500;

    private final RecordCodec codec = new RecordCodec(Map.of());

    @Test
    void every_view_comes_back_as_it_was() {
        for (long seed = 0; seed < VALUES; seed++) {
            View view = (View) new AnyValue(seed).of(View.class);

            assertThat(thereAndBack(view, View.class)).as("seed " + seed).isEqualTo(view);
        }
    }

    @Test
    void every_decision_comes_back_as_it_was() {
        for (long seed = 0; seed < VALUES; seed++) {
            Decision decision = (Decision) new AnyValue(seed).of(Decision.class);

            assertThat(thereAndBack(decision, Decision.class))
                    .as("seed " + seed)
                    .isEqualTo(decision);
        }
    }

    /** A part of a view, with every form that a part may have. */
    record Part(Name name, Kind kind, Optional<Kind> other, Map<String, Object> document) {}

    record Name(String value) {}

    sealed interface Kind {

        record Plain() implements Kind {}

        record Weighted(long weight) implements Kind {}
    }

    @Test
    void the_form_is_one_that_people_can_read() {
        var part = new Part(new Name("pg-1"), new Kind.Weighted(3), Optional.empty(), Map.of("ttl", 30));

        assertThat(text(part, Part.class))
                .isEqualTo("{\"name\":\"pg-1\",\"kind\":{\"@\":\"Weighted\",\"weight\":3},\"document\":{\"ttl\":30}}");
    }

    @Test
    void what_is_withheld_is_not_written() {
        var withholding = new RecordCodec(Map.of(Name.class, new Name("somebody")));

        assertThat(withholding.encode(new Name("pg-1"), Name.class)).isEqualTo("somebody");
    }

    @Test
    void a_case_that_is_not_known_is_told() {
        assertThatIllegalStateException()
                .isThrownBy(() -> codec.decode(Map.of("@", "Round"), Kind.class))
                .withMessageEndingWith("has no case Round");
    }

    private Object thereAndBack(Object value, Class<?> type) {
        String text = text(value, type);
        return codec.decode(Json.parseObject(text).orElseThrow(), type);
    }

    private String text(Object value, Class<?> type) {
        return Json.compact(Objects.requireNonNull(codec.encode(value, type)));
    }
}

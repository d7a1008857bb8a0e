package io.regent.agent.cycle;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.cycle.FailsafeAnswer.Accepted;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Settings;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The time of a round is taken from what is left of the lease (LES-132). Here the ttl is 30 s, and the fence acts 3 s before its end. */
class FailsafeRoundTest {

    private static final long NOW = Duration.ofHours(1).toNanos();
    private static final Settings SETTINGS = seenBy("pg-2").view().settings();
    private static final Duration TTL = SETTINGS.ttl();
    private static final MemberName ONE = new MemberName("pg-1");
    private static final MemberName THREE = new MemberName("pg-3");

    @Test
    void half_of_the_time_before_the_fence_is_left_for_the_demotion() {
        assertThat(round(Duration.ofSeconds(10)).patience()).isEqualTo(Duration.ofMillis(3_500));
        assertThat(round(Duration.ofSeconds(20)).patience()).isEqualTo(Duration.ofMillis(8_500));
    }

    @Test
    void no_round_begins_when_the_fence_has_acted_or_nobody_led() {
        assertThat(FailsafeRound.begin(Optional.of(Deadline.after(NOW, Duration.ofSeconds(3))), SETTINGS, NOW))
                .isEmpty();
        assertThat(FailsafeRound.begin(Optional.empty(), SETTINGS, NOW)).isEmpty();
    }

    @Test
    void consent_is_counted_from_before_the_round() {
        assertThat(round(Duration.ofSeconds(10)).close(Map.of(ONE, new Accepted(TTL)), after(Duration.ofSeconds(3))))
                .isEqualTo(new FailsafeVotes.Accepted(Deadline.after(NOW, TTL)));
    }

    @Test
    void a_member_that_holds_for_less_shortens_it() {
        var answers = Map.of(ONE, new Accepted(Duration.ofSeconds(20)), THREE, new Accepted(Duration.ofSeconds(60)));

        assertThat(round(Duration.ofSeconds(10)).close(new TreeMap<>(answers), NOW))
                .isEqualTo(new FailsafeVotes.Accepted(Deadline.after(NOW, Duration.ofSeconds(20))));
    }

    @Test
    void with_nobody_to_ask_it_is_given() {
        assertThat(round(Duration.ofSeconds(10)).close(Map.of(), NOW))
                .isEqualTo(new FailsafeVotes.Accepted(Deadline.after(NOW, TTL)));
    }

    @Test
    void one_refusal_or_silence_is_enough_and_is_named() {
        Map<MemberName, FailsafeAnswer> answers = Map.of(
                ONE, new FailsafeAnswer.Silent("no answer in time"),
                THREE, new Accepted(TTL));

        assertThat(round(Duration.ofSeconds(10)).close(answers, NOW))
                .isEqualTo(new FailsafeVotes.Refused(new TreeMap<>(Map.of(ONE, "no answer in time"))));
    }

    @Test
    void answers_that_come_after_the_fence_count_for_nothing() {
        assertThat(round(Duration.ofSeconds(10)).close(Map.of(ONE, new Accepted(TTL)), after(Duration.ofSeconds(7))))
                .isInstanceOf(FailsafeVotes.Refused.class);
    }

    private static FailsafeRound round(Duration left) {
        return FailsafeRound.begin(Optional.of(Deadline.after(NOW, left)), SETTINGS, NOW)
                .orElseThrow();
    }

    private static long after(Duration time) {
        return NOW + time.toNanos();
    }
}

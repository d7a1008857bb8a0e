package io.regent.agent.decision;

import io.regent.dcs.Tags;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documented defaults, and what a test changes of them. */
final class SettingsOfTest {

    @FunctionalInterface
    interface Change {
        void applyTo(SettingsOfTest settings);
    }

    boolean paused;
    long maximumLag = 1_048_576;
    Duration primaryStartTimeout = Duration.ofMinutes(5);
    boolean useSlots = true;
    Duration memberSlotsTtl = Duration.ofMinutes(30);
    final Map<String, Object> tags = new LinkedHashMap<>();
    boolean mayBootstrap = true;
    boolean rewindAllowed;
    boolean removeDivergedData;
    boolean removeDataAfterFailedRewind;
    List<String> unsupported = List.of();

    Settings build() {
        return new Settings(
                Views.TTL,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                paused,
                maximumLag,
                primaryStartTimeout,
                0,
                useSlots,
                memberSlotsTtl,
                new Tags(tags),
                mayBootstrap,
                rewindAllowed,
                removeDivergedData,
                removeDataAfterFailedRewind,
                unsupported);
    }
}

package io.regent.ctl.command;

import io.regent.dcs.Cluster;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.Versioned;
import java.time.Duration;

/** The time within which members notice a change of the store: the setting {@code loop_wait}. */
final class LoopWait {

    private static final Duration USUAL = Duration.ofSeconds(10);

    private LoopWait() {}

    static Duration of(Cluster cluster) {
        return cluster.config()
                .map(Versioned::value)
                .map(DynamicConfig::document)
                .map(document -> document.get("loop_wait"))
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .map(seconds -> Duration.ofSeconds(seconds.longValue()))
                .orElse(USUAL);
    }
}

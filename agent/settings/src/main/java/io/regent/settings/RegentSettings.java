package io.regent.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What Patroni does not know: the section {@code regent} of the dynamic document (docs/configuration.md). Patroni's members pass it
 * over.
 *
 * @param failoverDespiteLagAfter {@code failover_despite_lag_after}: when every member lags more than
 *     {@code maximum_lag_on_failover}, how long nobody leads until the most advanced may; absent for never (LES-024)
 * @param catchUpTimeout {@code catch_up_timeout}: how long a member that may lead catches up from a more advanced one that may not,
 *     before it races all the same; zero for not at all (LES-027)
 * @param yieldWhenIsolatedAfter {@code yield_when_isolated_after}: how long a leader that no other member can reach goes on leading;
 *     absent for ever (LES-049)
 * @param discardedWalLimit {@code discarded_wal_limit}: how many bytes of log that a rewind or a new copy has thrown away are kept at the
 *     most; zero for none (LES-076)
 * @param fencing when a leader that is not well gives up (LES-046, LES-047, LES-056)
 */
public record RegentSettings(
        Optional<Duration> failoverDespiteLagAfter,
        Duration catchUpTimeout,
        Optional<Duration> yieldWhenIsolatedAfter,
        long discardedWalLimit,
        FencingSettings fencing) {

    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(30);

    private static final long DISCARDED_WAL_LIMIT = 1L << 30;

    static RegentSettings from(Section document) {
        Section regent = document.section("regent");
        var settings = new RegentSettings(
                optional(regent, "failover_despite_lag_after"),
                regent.seconds("catch_up_timeout", CATCH_UP_TIMEOUT, 0),
                optional(regent, "yield_when_isolated_after"),
                regent.bytes("discarded_wal_limit", DISCARDED_WAL_LIMIT, 0),
                FencingSettings.from(regent));
        regent.reportUnknown();
        return settings;
    }

    private static Optional<Duration> optional(Section regent, String key) {
        Duration given = regent.seconds(key, Duration.ZERO, 0);
        return regent.has(key) ? Optional.of(given) : Optional.empty();
    }
}

package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Configuration;
import io.regent.agent.simulation.world.Ledger.Promotion;
import io.regent.agent.simulation.world.World;
import io.regent.dcs.Cluster;
import java.util.List;
import java.util.Optional;

/**
 * O3: a member that no operator named is promoted only on the newest timeline that the store knows, and, when nobody asked for a
 * new leader, only within {@code maximum_lag_on_failover} of the last known position.
 */
public final class BoundedLoss implements Oracle {

    private int looked;

    @Override
    public Optional<String> complaint(World world) {
        var promotions = world.ledger().promotions();
        int from = looked;
        looked = promotions.size();
        return from == looked
                ? Optional.empty()
                : worst(promotions.subList(from, looked), Configuration.lagMatters(world));
    }

    private static Optional<String> worst(List<Promotion> promotions, boolean lagMatters) {
        return promotions.stream()
                .filter(promotion -> !promotion.mandate().chosen())
                .filter(promotion -> isBehind(promotion)
                        || (lagMatters && !promotion.mandate().requested() && lags(promotion)))
                .findFirst()
                .map(promotion -> "O3: %s is promoted at %s, the store knew timeline %s and %s"
                        .formatted(
                                promotion.node(),
                                promotion.own(),
                                promotion.known().history().current(),
                                promotion.known().status().optime()));
    }

    private static boolean isBehind(Promotion promotion) {
        Cluster known = promotion.known();
        return known.history()
                .current()
                .filter(promotion.own().timeline()::isBefore)
                .isPresent();
    }

    private static boolean lags(Promotion promotion) {
        long behind =
                promotion.own().lsn().bytesBehind(promotion.known().status().optime());
        return behind > Configuration.MAXIMUM_LAG;
    }
}

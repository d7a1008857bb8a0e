package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * O2: whoever begins to write has every commit that was acknowledged under synchronous replication. What an operator gives up
 * by a failover to a member of his choice is given up. Commits of an asynchronous
 * cluster are not asked for; their loss is bounded by {@link BoundedLoss}.
 */
public final class AcknowledgedIsDurable implements Oracle {

    private final Set<Long> judged = new HashSet<>();

    @Override
    public Optional<String> complaint(World world) {
        for (Node node : world.nodes()) {
            if (node.canCommit() && node.supervision().protects()) {
                var log = node.server().data().orElseThrow().wal();
                if (judged.add(log.writer())) {
                    if (isForced(world, node)) {
                        world.ledger().giveUp(log);
                    }
                    long missing = world.ledger().missingFrom(log);
                    return missing == 0
                            ? Optional.empty()
                            : Optional.of("O2: %s writes without what %d earlier primaries acknowledged"
                                    .formatted(node.name(), missing));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isForced(World world, Node node) {
        var promotions = world.ledger().promotions();
        return !promotions.isEmpty()
                && promotions.getLast().node().equals(node.name())
                && promotions.getLast().mandate().forced();
    }
}

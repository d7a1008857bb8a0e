package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.util.Optional;

/**
 * O2: whoever begins to write has every commit that was acknowledged under synchronous replication. Commits of an asynchronous
 * cluster are not asked for; their loss is bounded by {@link BoundedLoss}.
 */
public final class AcknowledgedIsDurable implements Oracle {

    private long lastWriter = -1;

    @Override
    public Optional<String> complaint(World world) {
        for (Node node : world.nodes()) {
            if (node.canCommit()) {
                var log = node.server().data().orElseThrow().wal();
                if (log.writer() != lastWriter) {
                    lastWriter = log.writer();
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
}

package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.util.Optional;

/**
 * O1: at no instant can two nodes acknowledge a commit. A node that nothing can protect does not count, see
 * {@link io.regent.agent.simulation.world.Supervision}.
 */
public final class OneWriter implements Oracle {

    @Override
    public Optional<String> complaint(World world) {
        Optional<Node> writer = Optional.empty();
        for (Node node : world.nodes()) {
            boolean counts = node.canCommit() && node.supervision().protects();
            if (counts && writer.isPresent()) {
                return Optional.of("O1: two nodes can acknowledge a commit: %s and %s"
                        .formatted(writer.orElseThrow().name(), node.name()));
            }
            writer = counts ? Optional.of(node) : writer;
        }
        return Optional.empty();
    }
}

package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.util.Optional;

/** O9: what a node takes for the state of the cluster never becomes older. */
public final class NeverBackwards implements Oracle {

    @Override
    public Optional<String> complaint(World world) {
        for (Node node : world.nodes()) {
            Optional<String> step = node.sightings().stepBack();
            if (step.isPresent()) {
                return Optional.of("O9: %s saw %s".formatted(node.name(), step.orElseThrow()));
            }
        }
        return Optional.empty();
    }
}

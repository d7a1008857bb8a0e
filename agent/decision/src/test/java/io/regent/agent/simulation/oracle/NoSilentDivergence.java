package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.util.Optional;

/** O5: no standby streams on a history that is not the beginning of its upstream's. */
public final class NoSilentDivergence implements Oracle {

    @Override
    public Optional<String> complaint(World world) {
        for (Node node : world.nodes()) {
            if (node.silentDivergence().isPresent()) {
                return node.silentDivergence().map(how -> "O5: a standby streams from another history: " + how);
            }
        }
        return Optional.empty();
    }
}

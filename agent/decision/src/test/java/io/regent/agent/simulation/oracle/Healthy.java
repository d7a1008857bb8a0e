package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** O4: there is one writable primary, it is the leader, and every other node streams from it. Asked when all is healed. */
public final class Healthy implements Oracle {

    /** How long a commit may wait in a cluster in which nothing is wrong. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();

    @Override
    public Optional<String> complaint(World world) {
        List<Node> writers = world.nodes().stream().filter(Node::canCommit).toList();
        if (writers.size() != 1) {
            return Optional.of("O4: %d writable primaries".formatted(writers.size()));
        }
        Node primary = writers.getFirst();
        if (world.leader().filter(primary.name()::equals).isEmpty()) {
            return Optional.of("O4: " + primary.name() + " writes and is not the leader");
        }
        if (primary.server()
                .commits()
                .waitingSince()
                .filter(since -> world.now() - since > LONGEST_WAIT)
                .isPresent()) {
            return Optional.of("O4: commits wait on " + primary.name() + " although every standby streams");
        }
        return world.nodes().stream()
                .filter(node -> node != primary && !streamsFrom(node, primary))
                .findFirst()
                .map(node -> "O4: " + node.name() + " does not stream from " + primary.name())
                .or(() -> address(world, primary));
    }

    /** The operator's scripts have moved the clients' address to the primary, and nobody else has it (LES-052). */
    private static Optional<String> address(World world, Node primary) {
        return world.nodes().stream()
                .filter(node -> node.hasAddress() != (node == primary))
                .findFirst()
                .map(node -> "O4: %s %s the address that clients use"
                        .formatted(node.name(), node.hasAddress() ? "still has" : "does not have"));
    }

    private static boolean streamsFrom(Node node, Node primary) {
        return node.agentAnswers()
                && node.server().runsAs(Role.STANDBY)
                && node.server().isStreaming()
                && node.server()
                        .upstream()
                        .filter(primary.name().value()::equals)
                        .isPresent();
    }
}

package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.time.Duration;
import java.util.Optional;

/** O7: the agents of one node never ask the store for more than so much in a time, whatever is wrong. */
public final class BoundedLoad implements Oracle {

    /** In how long a time requests are counted. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** How many there may be; a cycle needs some five, and each of them may be tried three times. */
    static final long CEILING = 60;

    private long[] before = new long[0];
    private long windowEnds;

    @Override
    public Optional<String> complaint(World world) {
        if (world.now() < windowEnds) {
            return Optional.empty();
        }
        long[] present = world.nodes().stream().mapToLong(Node::storeRequests).toArray();
        Optional<String> complaint = Optional.empty();
        for (int i = 0; i < before.length && complaint.isEmpty(); i++) {
            if (present[i] - before[i] > CEILING) {
                complaint = Optional.of("O7: %s sent %d requests to the store within %s"
                        .formatted(world.nodes().get(i).name(), present[i] - before[i], WINDOW));
            }
        }
        before = present;
        windowEnds = world.now() + WINDOW.toNanos();
        return complaint;
    }
}

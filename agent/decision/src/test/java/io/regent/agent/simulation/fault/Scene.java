package io.regent.agent.simulation.fault;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.time.Duration;
import java.util.Optional;

/**
 * Where something happens.
 *
 * @param other the other end of a line, or the candidate
 * @param variant chooses between the ways in which the kind can happen
 */
record Scene(World world, Operator operator, Node node, Node other, Duration lasting, long variant) {

    boolean isOneNode() {
        return node.equals(other);
    }

    /** One of the ways: true in half of the cases. */
    boolean half() {
        return variant % 2 == 0;
    }

    /** What is done, and how it is undone. */
    static Optional<Runnable> until(Runnable done, Runnable undo) {
        done.run();
        return Optional.of(undo);
    }

    /** What ends by itself, or never. */
    static Optional<Runnable> once(Runnable done) {
        done.run();
        return Optional.empty();
    }
}

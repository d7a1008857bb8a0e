package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import io.regent.dcs.MemberName;
import io.regent.postgres.Role;
import java.util.Optional;

/** O8: a positive answer to "are you the primary?" is given by one node only, and only while the store holds its lease. */
public final class HonestRouting implements Oracle {

    @Override
    public Optional<String> complaint(World world) {
        Optional<Node> primary = Optional.empty();
        for (Node node : world.nodes()) {
            boolean positive = node.saysPrimary();
            if (positive && primary.isPresent()) {
                return Optional.of("O8: two nodes say that they are the primary: %s and %s"
                        .formatted(primary.orElseThrow().name(), node.name()));
            }
            primary = positive ? Optional.of(node) : primary;
        }
        return primary.filter(node -> !isLeaderIn(world, node))
                .map(node -> "O8: %s says that it is the primary, and the store has %s"
                        .formatted(
                                node.name(),
                                world.leader().map(MemberName::value).orElse("nobody")));
    }

    /**
     * In failsafe mode the members' consent stands for the lease. A request of old may still have been granted to another, who
     * gives the lease back.
     */
    private static boolean isLeftToTheMembers(World world) {
        return world.wiring().failsafeMode()
                && world.leader()
                        .filter(holder -> world.node(holder).server().runsAs(Role.PRIMARY))
                        .isEmpty();
    }

    /** A store that does not answer holds what it held, and what an outsider deletes is the holder's until its time is over. */
    private static boolean isLeaderIn(World world, Node node) {
        return world.isStoreDown()
                || isLeftToTheMembers(world)
                || world.leaderTakenAway().filter(node::hasLeaseFromBefore).isPresent()
                || world.leader().filter(node.name()::equals).isPresent();
    }
}

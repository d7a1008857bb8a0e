package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.agent.simulation.server.Wal;
import io.regent.dcs.MemberName;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;

/** The stream of the log from each upstream to its standbys. */
public final class Replication {

    private static final long SLOW_BYTES = 4_000;

    private final World world;
    private final Node node;
    private final Chance chance;

    private Replication(World world, Node node) {
        this.world = world;
        this.node = node;
        this.chance = world.chance(node.name() + " replication");
    }

    /** Lets every standby of the world receive. */
    public static void begin(World world) {
        world.nodes().forEach(node -> new Replication(world, node).next());
    }

    private void next() {
        Duration wait = node.hasSlowReplication() ? chance.millis(500, 3_000) : chance.millis(50, 400);
        world.scheduler().after(wait, Order.SERVER, node.machine(), () -> {
            receive();
            next();
        });
    }

    private void receive() {
        Server standby = node.server();
        if (!standby.runsAs(Role.STANDBY)) {
            return;
        }
        Optional<Node> sender = standby.upstream().map(MemberName::new).map(world::node);
        if (sender.isEmpty() || !isConnected(sender.orElseThrow())) {
            standby.streamingStopped();
            return;
        }
        Data theirs = sender.orElseThrow().server().data().orElseThrow();
        Data mine = standby.data().orElseThrow();
        boolean isBeginning = mine.wal().isPrefixOf(theirs.wal());
        if (!isBeginning && !mine.seemsToFollow(theirs)) {
            standby.streamingStopped();
            return;
        }
        Wal wanted = theirs.wal();
        standby.received(node.hasSlowReplication() ? wanted.upTo(mine.wal().end() + SLOW_BYTES) : wanted, true);
        if (!isBeginning) {
            node.divergedSilently(
                    mine.wal().position() + " against " + theirs.wal().position());
        }
    }

    private boolean isConnected(Node sender) {
        return sender != node
                && world.network().connects(sender.name(), node.name())
                && !sender.isFrozen()
                && sender.server().phase() == Phase.UP;
    }
}

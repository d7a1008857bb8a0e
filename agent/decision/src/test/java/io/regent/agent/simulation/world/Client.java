package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.server.Wal;

/** Writes to whichever primary it finds, one after the other, and remembers what was acknowledged. */
public final class Client {

    private final World world;
    private final Chance chance;
    private boolean active = true;

    public Client(World world, String name) {
        this.world = world;
        this.chance = world.chance(name);
    }

    public void begin() {
        world.scheduler().after(chance.millis(100, 1_000), Order.WORLD, Host.ALWAYS_RUNNING, () -> {
            if (active) {
                writeSomewhere();
                begin();
            }
        });
    }

    public void stop() {
        active = false;
    }

    /** An answer that does not arrive promises nothing. */
    private void told(Node node, Wal log) {
        if (node.canCommit() && world.network().reachableForClients(node.name())) {
            world.ledger().acknowledged(log, world.isSynchronous());
        }
    }

    private void writeSomewhere() {
        for (Node node : world.nodes()) {
            if (node.canCommit() && world.network().reachableForClients(node.name())) {
                node.server().commit(chance.below(8_000) + 200L, log -> told(node, log));
            }
        }
    }
}

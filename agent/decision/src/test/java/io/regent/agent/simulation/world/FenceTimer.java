package io.regent.agent.simulation.world;

import io.regent.agent.cycle.Fence;
import io.regent.agent.simulation.engine.Order;
import io.regent.dcs.Deadline;

/** The fence of one agent: it runs on the agent's process, but not on its loop. */
final class FenceTimer implements Fence {

    private final World world;
    private final Node node;
    private long arming;

    FenceTimer(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public void arm(Deadline until) {
        if (!world.wiring().fence()) {
            return;
        }
        long mine = ++arming;
        world.scheduler().at(until.nanos(), Order.FENCE, node.agentHost(), () -> {
            if (arming == mine) {
                world.chronicle().note(node.name(), "the fence ends the server");
                node.server().dieSoon();
            }
        });
    }

    @Override
    public void disarm() {
        arming++;
    }
}

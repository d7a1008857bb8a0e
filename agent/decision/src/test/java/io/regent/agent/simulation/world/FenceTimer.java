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
        watch(++arming, until);
    }

    /** A clock that stood still is not there yet. */
    private void watch(long mine, Deadline until) {
        world.scheduler().at(node.clock().virtual(until.nanos()), Order.FENCE, node.agentHost(), () -> {
            if (arming != mine) {
                return;
            }
            if (!until.passedAt(node.clock().nanos())) {
                watch(mine, until);
                return;
            }
            world.chronicle().note(node.name(), "the fence ends the server");
            node.server().killSoon();
        });
    }

    @Override
    public void disarm() {
        arming++;
    }
}

package io.regent.agent.simulation.world;

import io.regent.agent.cycle.Fence;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.dcs.Deadline;
import java.util.OptionalLong;

/** The process beside the agent that ends the server when nobody tells it of a renewal. It lives as long as the machine does. */
final class Supervisor implements Fence {

    private final World world;
    private final Node node;
    private long arming;
    private OptionalLong incarnation = OptionalLong.empty();
    private boolean armed;
    private long until;

    Supervisor(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** The server that runs now is ended at that point. */
    @Override
    public void arm(Deadline point) {
        boolean runs = node.server().phase() != Phase.DOWN;
        arm(point.nanos(), runs ? OptionalLong.of(node.server().incarnation()) : OptionalLong.empty());
    }

    /** Whatever runs then counts, because a server is being started. */
    void serverStarts() {
        if (armed) {
            arm(until, OptionalLong.empty());
        }
    }

    @Override
    public void disarm() {
        armed = false;
        arming++;
    }

    boolean isArmed() {
        return armed;
    }

    private void arm(long point, OptionalLong which) {
        if (!world.wiring().supervisor()) {
            return;
        }
        armed = true;
        until = point;
        incarnation = which;
        watch(++arming);
    }

    /** A clock that stood still is not there yet. */
    private void watch(long mine) {
        world.scheduler().at(node.clock().virtual(until), Order.FENCE, node.machine(), () -> {
            if (arming != mine) {
                return;
            }
            if (node.clock().nanos() < until) {
                watch(mine);
                return;
            }
            act();
        });
    }

    private void act() {
        armed = false;
        long running = node.server().incarnation();
        if (incarnation.orElse(running) == running) {
            world.chronicle().note(node.name(), "the supervisor ends the server");
            node.server().killSoon();
        }
    }
}

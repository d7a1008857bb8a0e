package io.regent.agent.simulation.fault;

import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets the faults of a plan happen, and undoes them. */
public final class Mischief {

    /** An operator looks at the settings again and again, until the store has some. */
    private static final List<Duration> AFTER_HEALING =
            List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(90));

    private final World world;
    private final Operator operator;
    private final List<Runnable> remedies = new ArrayList<>();

    public Mischief(World world) {
        this.world = world;
        this.operator = new Operator(world);
    }

    /** Puts every fault of the plan on the calendar. */
    public void plan(Plan plan) {
        plan.faults()
                .forEach(fault -> world.scheduler()
                        .at(fault.at().toNanos(), Order.WORLD, Host.ALWAYS_RUNNING, () -> happen(fault)));
    }

    /** Ends every fault that still lasts, and brings every agent back. */
    public void heal() {
        world.chronicle().note("all", "everything is healed");
        List.copyOf(remedies).forEach(Runnable::run);
        world.nodes().forEach(Node::restorePower);
        AFTER_HEALING.forEach(
                wait -> world.scheduler().after(wait, Order.WORLD, Host.ALWAYS_RUNNING, operator::configure));
    }

    /** Lets one fault begin now. */
    public void happen(Fault fault) {
        Node node = world.node(fault.target().or(world::leader).orElse(fault.other()));
        world.chronicle().note(node.name(), fault::begins);
        var scene = new Scene(
                world,
                operator,
                node,
                world.node(fault.other()),
                fault.lasting(),
                fault.lasting().toMillis());
        fault.kind().begin(scene).ifPresent(undo -> {
            Runnable remedy = once(fault, node, undo);
            remedies.add(remedy);
            world.scheduler().after(fault.lasting(), Order.WORLD, Host.ALWAYS_RUNNING, remedy);
        });
    }

    private Runnable once(Fault fault, Node node, Runnable undo) {
        var done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                world.chronicle().note(node.name(), fault::ends);
                undo.run();
            }
        };
    }
}

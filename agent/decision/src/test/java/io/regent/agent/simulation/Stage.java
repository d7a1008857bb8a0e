package io.regent.agent.simulation;

import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.fault.Fault;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.fault.Mischief;
import io.regent.agent.simulation.fault.Plan;
import io.regent.agent.simulation.oracle.Oracle;
import io.regent.agent.simulation.world.Client;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Replication;
import io.regent.agent.simulation.world.Wiring;
import io.regent.agent.simulation.world.World;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A cluster that lives on virtual time under the eyes of the oracles. */
final class Stage implements AutoCloseable {

    private final World world;
    private final Mischief mischief;
    private final List<Oracle> oracles = Oracle.always();
    private final List<Client> clients;
    private Optional<String> complaint = Optional.empty();

    /** A cluster at its birth: its agents are about to start. */
    Stage(long seed, int members, Wiring wiring) {
        this.world = new World(seed, members, wiring);
        this.mischief = new Mischief(world);
        this.clients = List.of(new Client(world, "client 1"), new Client(world, "client 2"));
        var chance = world.chance("beginning");
        world.nodes()
                .forEach(node -> world.scheduler()
                        .after(chance.millis(0, 3_000), Order.WORLD, Host.ALWAYS_RUNNING, node::startAgent));
        Replication.begin(world);
        clients.forEach(Client::begin);
    }

    World world() {
        return world;
    }

    /** The first thing that was wrong. */
    Optional<String> complaint() {
        return complaint;
    }

    void plan(Plan plan) {
        mischief.plan(plan);
    }

    /** Lets something happen to a node now. */
    void happen(Kind kind, MemberName node, Duration lasting) {
        mischief.happen(new Fault(Duration.ZERO, lasting, kind, Optional.of(node), node));
    }

    void heal() {
        mischief.heal();
    }

    void stopClients() {
        clients.forEach(Client::stop);
    }

    /** Runs for the given time, or until something is wrong; whether nothing was. */
    boolean runFor(Duration time) {
        runUntil(() -> false, time);
        return complaint.isEmpty();
    }

    /** Runs until something is so, or is wrong, or the time is over; whether it is so. */
    boolean runUntil(BooleanSupplier reached, Duration atMost) {
        long end = world.now() + atMost.toNanos();
        BooleanSupplier enough = () -> world.now() >= end || complaint.isPresent() || reached.getAsBoolean();
        if (!enough.getAsBoolean()) {
            run(enough);
        }
        return reached.getAsBoolean();
    }

    /** Looks at everything after each event. */
    private void run(BooleanSupplier enough) {
        try {
            world.scheduler().run(() -> {
                oracles.forEach(this::ask);
                return enough.getAsBoolean();
            });
        } catch (IllegalStateException broken) {
            complain("an agent broke: " + broken.getMessage());
        }
    }

    private void ask(Oracle oracle) {
        oracle.complaint(world).ifPresent(this::complain);
    }

    void complain(String what) {
        if (complaint.isEmpty()) {
            complaint = Optional.of(what);
            world.chronicle().note("oracle", what);
        }
    }

    /** Who holds the lease according to the store. */
    Optional<Node> leader() {
        return world.leader().map(world::node);
    }

    @Override
    public void close() {
        world.scheduler().close();
    }

    Verdict verdict() {
        return new Verdict(complaint, Duration.ofNanos(world.now()), world.rulesFired());
    }

    /** What happened so far. */
    String story() {
        return world.chronicle().text();
    }
}

package io.regent.agent.simulation.fault;

import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.world.Agent;
import io.regent.agent.simulation.world.Configuration;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.World;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.dcs.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets the faults of a plan happen, and undoes them. */
public final class Mischief {

    private final World world;
    private final List<Runnable> remedies = new ArrayList<>();
    private int storeDown;
    private int paused;

    public Mischief(World world) {
        this.world = world;
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
    }

    /** Lets one fault begin now. */
    public void happen(Fault fault) {
        Node node = world.node(fault.target().or(this::leader).orElse(fault.other()));
        world.chronicle()
                .note(node.name(), "FAULT %s (%s) for %s".formatted(fault.kind(), fault.other(), fault.lasting()));
        begin(fault, node).ifPresent(undo -> {
            Runnable remedy = once(fault.kind(), node, undo);
            remedies.add(remedy);
            world.scheduler().after(fault.lasting(), Order.WORLD, Host.ALWAYS_RUNNING, remedy);
        });
    }

    private Runnable once(Kind kind, Node node, Runnable undo) {
        var done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                world.chronicle().note(node.name(), kind + " is over");
                undo.run();
            }
        };
    }

    /** Begins the fault and says how it is undone. */
    private Optional<Runnable> begin(Fault fault, Node node) {
        return switch (fault.kind()) {
            case CUT_NODES,
                    CUT_FROM_STORE,
                    CUT_FROM_CLIENTS,
                    ISOLATE,
                    STORE_DOWN,
                    MINORITY_STORE,
                    SLOW_STORE,
                    LOST_REPLIES -> onTheLine(fault.kind(), node, world.node(fault.other()));
            case KILL_AGENT, STOP_AGENT_PROCESS, HANG_LOOP, FREEZE_MACHINE, KILL_SERVER, HANG_SERVER, POWER_CUT ->
                onTheHost(fault, node);
            case SLOW_STOP, SLOW_START, SLOW_PROMOTION, SLOW_HOOK, SLOW_REPLICATION -> slowness(fault.kind(), node);
            case SWITCHOVER, FAILOVER, PAUSE, STOP_AGENT, RESTART_SERVER, REINITIALIZE -> byAnOperator(fault, node);
        };
    }

    private Optional<Runnable> onTheLine(Kind kind, Node node, Node other) {
        return switch (kind) {
            case CUT_NODES -> {
                if (node.equals(other)) {
                    yield Optional.empty();
                }
                world.network().cut(node.name(), other.name());
                yield Optional.of(() -> world.network().join(node.name(), other.name()));
            }
            case CUT_FROM_STORE -> {
                world.network().cutFromStore(node.name());
                yield Optional.of(() -> joinToStore(node));
            }
            case CUT_FROM_CLIENTS -> {
                world.network().cutFromClients(node.name());
                yield Optional.of(() -> world.network().joinToClients(node.name()));
            }
            case ISOLATE -> isolate(node);
            case STORE_DOWN -> {
                storeDown++;
                world.storeDown(true);
                yield Optional.of(this::startStore);
            }
            case MINORITY_STORE -> {
                node.minorityStore(true);
                yield Optional.of(() -> node.minorityStore(false));
            }
            case SLOW_STORE -> {
                node.slowDcs(true);
                yield Optional.of(() -> node.slowDcs(false));
            }
            case LOST_REPLIES -> {
                node.loseReplies(true);
                yield Optional.of(() -> node.loseReplies(false));
            }
            default -> throw new IllegalArgumentException(kind.toString());
        };
    }

    private Optional<Runnable> isolate(Node node) {
        List<Node> others =
                world.nodes().stream().filter(other -> other != node).toList();
        others.forEach(other -> world.network().cut(node.name(), other.name()));
        world.network().cutFromStore(node.name());
        world.network().cutFromClients(node.name());
        return Optional.of(() -> {
            others.forEach(other -> world.network().join(node.name(), other.name()));
            world.network().joinToClients(node.name());
            joinToStore(node);
        });
    }

    /** A watch that was cut off tells of a change when it is open again (LES-007). */
    private void joinToStore(Node node) {
        world.network().joinToStore(node.name());
        node.agent().ifPresent(Agent::wake);
    }

    private void startStore() {
        storeDown--;
        if (storeDown == 0) {
            world.storeDown(false);
            configure();
        }
    }

    private Optional<Runnable> onTheHost(Fault fault, Node node) {
        switch (fault.kind()) {
            case KILL_AGENT -> node.killAgent();
            case STOP_AGENT_PROCESS -> node.stopAgentProcess(fault.lasting());
            case HANG_LOOP -> node.hangLoop(fault.lasting());
            case FREEZE_MACHINE -> node.freezeMachine(fault.lasting());
            case KILL_SERVER -> node.server().die();
            case HANG_SERVER -> {
                node.server().hang(true);
                return Optional.of(() -> node.server().hang(false));
            }
            case POWER_CUT -> {
                node.cutPower();
                return Optional.of(node::restorePower);
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
        return Optional.empty();
    }

    private static Optional<Runnable> slowness(Kind kind, Node node) {
        var tempo = node.server().tempo();
        return switch (kind) {
            case SLOW_STOP -> {
                tempo.slowStop(true);
                yield Optional.of(() -> tempo.slowStop(false));
            }
            case SLOW_START -> {
                tempo.slowStart(true);
                yield Optional.of(() -> tempo.slowStart(false));
            }
            case SLOW_PROMOTION -> {
                tempo.slowPromotion(true);
                yield Optional.of(() -> tempo.slowPromotion(false));
            }
            case SLOW_HOOK -> {
                node.slowHook(true);
                yield Optional.of(() -> node.slowHook(false));
            }
            case SLOW_REPLICATION -> {
                node.slowReplication(true);
                yield Optional.of(() -> node.slowReplication(false));
            }
            default -> throw new IllegalArgumentException(kind.toString());
        };
    }

    private Optional<Runnable> byAnOperator(Fault fault, Node node) {
        boolean named = fault.lasting().toMillis() % 2 == 0;
        switch (fault.kind()) {
            case SWITCHOVER ->
                leader().ifPresent(leader -> request(
                        Optional.of(leader),
                        Optional.of(fault.other()).filter(other -> named && !other.equals(leader))));
            case FAILOVER -> request(Optional.empty(), Optional.of(fault.other()));
            case STOP_AGENT -> node.agent().ifPresent(Agent::tellToStop);
            case RESTART_SERVER ->
                node.agent().ifPresent(agent -> agent.ask(new OperatorRequest.Restart(Optional.empty())));
            case REINITIALIZE -> node.agent().ifPresent(agent -> agent.ask(new OperatorRequest.Reinitialize(named)));
            case PAUSE -> {
                return pause();
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
        return Optional.empty();
    }

    private Optional<Runnable> pause() {
        paused++;
        configure();
        return Optional.of(() -> {
            paused--;
            configure();
        });
    }

    /** An operator who finds no store tries again when there is one. */
    private void configure() {
        String wanted = Wire.config(Configuration.document(30, paused > 0));
        if (world.stored(ClusterKey.CONFIG)
                .filter(config -> !config.equals(wanted))
                .isPresent()) {
            world.store(ClusterKey.CONFIG, wanted);
        }
    }

    private void request(Optional<MemberName> leader, Optional<MemberName> candidate) {
        world.store(ClusterKey.FAILOVER, Wire.failover(new FailoverRequest(leader, candidate, Optional.empty())));
    }

    private Optional<MemberName> leader() {
        return world.stored(ClusterKey.LEADER).map(MemberName::new);
    }
}

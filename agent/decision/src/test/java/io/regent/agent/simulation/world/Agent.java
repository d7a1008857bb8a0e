package io.regent.agent.simulation.world;

import io.regent.agent.cycle.HaCycle;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.engine.Routine;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MonotonicClock;
import io.regent.watchdog.WatchdogPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of the agent's process: the production cycle and lease holder, put together as the daemon does. */
public final class Agent {

    private static final List<ClusterKey> WAKING = List.of(ClusterKey.LEADER, ClusterKey.CONFIG, ClusterKey.FAILOVER);

    private final World world;
    private final Node node;
    private final String name;
    private final Chance chance;
    private final DcsLink store;
    private final LeaseHolder lease;
    private final Fencing fence;
    private final WatchdogGuard watchdog;
    private final BackgroundSlot slot;
    private final SimulatedObserver observer;
    private final HaCycle cycle;
    private final FailsafeMode failsafe;
    private Optional<OperatorRequest> request = Optional.empty();
    private Optional<Deadline> leaseAsked = Optional.empty();
    private boolean stopping;
    private boolean woken;
    private boolean waiting;
    private @Nullable Routine loop;

    Agent(World world, Node node, String name) {
        this.world = world;
        this.node = node;
        this.name = name;
        this.chance = world.chance(name);
        DcsStore connection = world.connect();
        MonotonicClock clock = node.clock();
        this.store = new DcsLink(world, node, connection, world.chance(name + " store"));
        this.lease = new LeaseHolder(world.wiring().store(store, clock), clock, node.name());
        this.fence = new Fencing(
                world.wiring().fence(new FenceTimer(world, node)),
                world.wiring().supervisor(node.supervisor()),
                node.supervisor(),
                this::settings);
        this.watchdog = new WatchdogGuard(
                world.wiring().watchdog(node.watchdog()), this::watchdogPlan, node.server()::hasSurvivor, clock);
        this.failsafe = new FailsafeMode(world, node, lease, world.chance(name + " failsafe"));
        this.slot = new BackgroundSlot(world, node, name + " work", this::wake);
        var work = new Work(
                world,
                node,
                slot,
                fence,
                watchdog,
                world.wiring().mayWrite(this::mayWrite),
                world.chance(name + " work"));
        this.observer =
                new SimulatedObserver(node, this, store, lease, watchdog, slot, world.chance(name + " observer"));
        var journal = new CycleJournal(world, node);
        var performer = new SimulatedPerformer(world, node, this, observer, store, lease, fence, watchdog, slot, work);
        this.cycle =
                new HaCycle(world.wiring().observer(observer), world.wiring().performer(performer), journal);
        connection.onChange(this::changed);
    }

    void begin() {
        loop = Routine.begin(world.scheduler(), node.loopHost(), name, this::runLoop);
    }

    /** The lease, for the health answers. */
    public LeaseHolder lease() {
        return lease;
    }

    /** The shared settings as an agent begins with them. */
    DynamicConfig firstConfig() {
        return world.document(30, world.wiring().synchronous(), false);
    }

    /** Its part in the failsafe mode. */
    FailsafeMode failsafe() {
        return failsafe;
    }

    /** Tells the agent to stop, as the service manager does. */
    public void tellToStop() {
        world.chronicle().note(node.name(), "the agent is told to stop");
        stopping = true;
        wake();
    }

    /** Asks this member for something, as an operator does through the API. */
    public void ask(OperatorRequest wanted) {
        world.chronicle().note(node.name(), "asked for " + wanted);
        request = Optional.of(wanted);
        wake();
    }

    boolean isStopping() {
        return stopping;
    }

    Optional<OperatorRequest> request() {
        return request;
    }

    void requestTaken() {
        request = Optional.empty();
    }

    /** Lets the next turn of the loop come soon. */
    public void wake() {
        woken = true;
        if (waiting && loop != null) {
            loop.wake();
        }
    }

    /** Lets the next turn of the loop come within this time. */
    void wakeIn(Duration time) {
        world.scheduler().after(time, Order.AGENT, node.loopHost(), this::wake);
    }

    /** Ends every routine; requests that are on their way to the store arrive all the same. */
    void endEverything() {
        fence.processEnds();
        slot.end();
        store.close();
        if (loop != null) {
            loop.end();
        }
    }

    /** The shared settings as this agent last saw them. */
    DynamicConfig config() {
        return observer.config();
    }

    private WatchdogPlan watchdogPlan() {
        return Configuration.watchdog(world.wiring().watchdog(), observer.settings());
    }

    private Settings settings() {
        return observer.settings();
    }

    /** Whether the lease lasts longer than the fence needs: nothing may become a primary after the fence has looked. */
    private boolean mayWrite() {
        Duration margin = observer.settings().fenceMargin();
        return lease.until()
                .map(until -> until.minus(margin))
                .filter(until -> !until.passedAt(node.clock().nanos()))
                .isPresent();
    }

    /** Whether the lease lasts at this very moment. */
    boolean holdsLease() {
        return lease.until()
                .filter(until -> !until.passedAt(node.clock().nanos()))
                .isPresent();
    }

    /** The lease was asked for at this point, and granted. */
    void leaseGranted(Deadline asked) {
        leaseAsked = Optional.of(asked);
    }

    boolean leaseGrantedBefore(Deadline point) {
        return leaseAsked.filter(asked -> asked.compareTo(point) <= 0).isPresent();
    }

    private void runLoop() {
        while (true) {
            long begun = world.now();
            store.beginCycle(observer.settings().retryTimeout());
            Decision decision = cycle.run();
            node.supervision().cycled();
            if (decision.action() instanceof Action.Exit || decision.action() instanceof Action.AbandonBootstrap) {
                fence.disarm();
                world.chronicle().note(node.name(), "the agent ends: " + decision.action());
                node.ended(this, true);
                return;
            }
            pause(Deadline.after(begun, observer.settings().loopWait()));
        }
    }

    private void pause(Deadline nextTurn) {
        while (!woken && !nextTurn.passedAt(world.now())) {
            waiting = true;
            Routine.current().waitFor(nextTurn.leftAt(world.now()));
            waiting = false;
        }
        if (woken) {
            Routine.sleep(chance.millis(5, 500));
        }
        woken = false;
    }

    private void changed(ClusterKey key) {
        if (WAKING.contains(key) && store.tellsOfChanges()) {
            world.scheduler().after(chance.millis(1, 50), Order.AGENT, node.agentHost(), this::wake);
        }
    }
}

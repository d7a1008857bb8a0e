package io.regent.agent.simulation.world;

import io.regent.agent.decision.Callback;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.server.Disk;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Tempo;
import io.regent.dcs.Deadline;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.dcs.Tags;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;

/** One host: its server, its agent, and the service manager that starts the agent again. */
public final class Node {

    private final World world;
    private final MemberName name;
    private final Disk disk;
    private final Server server;
    private final NodeClock clock;
    private final StoreAccess storeAccess = new StoreAccess();
    private final Sightings sightings;
    private final Chance chance;
    private final Supervision supervision;
    private final MachineWatchdog watchdog;
    private final Supervisor supervisor;
    private long machineFrozenUntil;
    private long agentStoppedUntil;
    private long loopHungUntil;
    private boolean powered = true;
    private long storeRequests;
    private Optional<Agent> agent = Optional.empty();
    private Optional<String> silentDivergence = Optional.empty();
    private Mandate mandate = Mandate.NONE;
    private boolean hasAddress;
    private int agents;
    private int resets;

    Node(World world, MemberName name) {
        this.world = world;
        this.name = name;
        this.chance = world.chance(name + " service manager");
        this.supervision = new Supervision(this, world);
        this.supervisor = new Supervisor(world, this);
        this.disk = new Disk(world.scheduler());
        this.clock = new NodeClock(world.scheduler());
        this.sightings = new Sightings(world);
        this.watchdog = new MachineWatchdog(world, this);
        this.server = new Server(
                world.scheduler(),
                () -> machineFrozenUntil,
                disk,
                new Tempo(world.chance(name + " server")),
                world.archive(),
                line -> world.chronicle().note(name, line));
    }

    public MemberName name() {
        return name;
    }

    /** The tags in its file. */
    Tags tags() {
        return world.wiring().tags(name);
    }

    /** What it makes of the shared document and its own file. */
    Settings settings(DynamicConfig shared) {
        return world.wiring().settings(Configuration.settings(shared, tags()));
    }

    /** What an operator's script does that gives the clients' address to the primary (LES-052). */
    void moveAddress(Callback call) {
        boolean leads = call.role() == MemberRole.PRIMARY || call.role() == MemberRole.STANDBY_LEADER;
        hasAddress = leads && call.event() != Callback.Event.STOP;
    }

    /** Whether the clients' address is here. */
    public boolean hasAddress() {
        return powered && hasAddress;
    }

    void goesForTheLease(Mandate asked) {
        mandate = asked;
    }

    /** What it had been asked when it last went for the lease. */
    Mandate mandate() {
        return mandate;
    }

    public Server server() {
        return server;
    }

    public Disk disk() {
        return disk;
    }

    public NodeClock clock() {
        return clock;
    }

    public StoreAccess storeAccess() {
        return storeAccess;
    }

    /** What its agents saw of the cluster. */
    public Sightings sightings() {
        return sightings;
    }

    /** How many requests its agents sent to the store so far. */
    public long storeRequests() {
        return storeRequests;
    }

    void requestsStore() {
        storeRequests++;
    }

    public Optional<Agent> agent() {
        return agent;
    }

    public Supervision supervision() {
        return supervision;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /** Whether the whole machine stands still. */
    public boolean isFrozen() {
        return machineFrozenUntil > world.now();
    }

    /** Whether the agent's process runs. */
    public boolean agentAnswers() {
        return agent.isPresent() && processStoodStillUntil() <= world.now();
    }

    /** Until when the agent's process stands, or last stood, still; in virtual nanoseconds. */
    long processStoodStillUntil() {
        return Math.max(machineFrozenUntil, agentStoppedUntil);
    }

    /** Whether a load balancer that asks for the primary is told "yes". */
    public boolean saysPrimary() {
        return server.runsAs(Role.PRIMARY)
                && server.accepts()
                && agentAnswers()
                && agent.flatMap(running -> running.lease().until())
                        .filter(until -> !until.passedAt(clock.nanos()))
                        .isPresent();
    }

    /** Whether its agent's lease was granted before the given point. */
    public boolean hasLeaseFromBefore(Deadline point) {
        return agent.filter(running -> running.leaseGrantedBefore(point)).isPresent();
    }

    /** Whether a commit would be acknowledged at this instant. */
    public boolean canCommit() {
        return powered && !isFrozen() && server.canCommit();
    }

    /** A standby took records over another history, which its numbers did not show. */
    void divergedSilently(String how) {
        world.chronicle().note(name, "streams from another history: " + how);
        silentDivergence = Optional.of(how);
    }

    /** How this node's data came to be a mixture; empty while it did not. */
    public Optional<String> silentDivergence() {
        return silentDivergence;
    }

    /** What the server runs on. */
    Host machine() {
        return () -> machineFrozenUntil;
    }

    /** What the agent's process runs on. */
    Host agentHost() {
        return this::processStoodStillUntil;
    }

    /** What the agent's loop runs on. */
    Host loopHost() {
        return () -> Math.max(Math.max(machineFrozenUntil, agentStoppedUntil), loopHungUntil);
    }

    // Faults

    public void freezeMachine(Duration time) {
        machineFrozenUntil = Math.max(machineFrozenUntil, world.now() + time.toNanos());
    }

    public void stopAgentProcess(Duration time) {
        agentStoppedUntil = Math.max(agentStoppedUntil, world.now() + time.toNanos());
    }

    public void hangLoop(Duration time) {
        loopHungUntil = Math.max(loopHungUntil, world.now() + time.toNanos());
    }

    /** How often the watchdog has reset the machine. */
    public int resets() {
        return resets;
    }

    MachineWatchdog watchdog() {
        return watchdog;
    }

    /** The watchdog resets the machine, which comes back after a while. */
    void reset() {
        resets++;
        world.chronicle().note(name, "the watchdog resets the machine");
        cutPower();
        world.scheduler().after(chance.millis(20_000, 90_000), Order.WORLD, Host.ALWAYS_RUNNING, this::restorePower);
    }

    public void cutPower() {
        powered = false;
        watchdog.disarm();
        world.chronicle().note(name, "power is cut");
        killAgent(false);
        supervisor.disarm();
        server.losePower();
    }

    public void restorePower() {
        if (!powered) {
            powered = true;
            hasAddress = false;
            machineFrozenUntil = 0;
            startAgentSoon();
        }
    }

    /** Kills the agent; the service manager starts another one. */
    public void killAgent() {
        killAgent(true);
    }

    /** Kills the agent, and no service manager is there. */
    public void loseAgent() {
        killAgent(false);
    }

    private void killAgent(boolean again) {
        agent.ifPresent(running -> {
            world.chronicle().note(name, "the agent is killed");
            ended(running, again);
        });
    }

    // The service manager

    /** Starts an agent that begins with nothing but what it finds. */
    public void startAgent() {
        if (powered && agent.isEmpty()) {
            agents++;
            world.chronicle().note(name, "the agent starts");
            agent = Optional.of(new Agent(world, this, name + " agent " + agents));
            supervision.lost();
            agent.orElseThrow().begin();
        }
    }

    /** The agent came to its end by itself, or was killed. */
    void ended(Agent ending, boolean again) {
        if (agent.filter(ending::equals).isPresent()) {
            agent = Optional.empty();
            agentStoppedUntil = 0;
            loopHungUntil = 0;
            supervision.lost();
            if (again) {
                startAgentSoon();
            }
            ending.endEverything();
        }
    }

    private void startAgentSoon() {
        world.scheduler()
                .after(chance.millis(1_000, 5_000, 4, 40_000), Order.WORLD, () -> machineFrozenUntil, this::startAgent);
    }
}

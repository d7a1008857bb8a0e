package io.regent.agent.fake;

import io.regent.agent.clock.Clocks;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.FailsafeVoter;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.cycle.WatchdogGuard;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.View;
import io.regent.agent.decision.Vitals;
import io.regent.agent.member.PublishedTags;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.member.StatusBoard;
import io.regent.agent.observation.WorldObserver;
import io.regent.agent.performance.BackgroundSlot;
import io.regent.agent.performance.Leadership;
import io.regent.agent.performance.Node;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.memory.MemoryDcs;
import io.regent.postgres.PostgresState;
import io.regent.settings.LeaseTiming;
import java.nio.file.Path;
import java.util.Optional;

/** A node with everything real but the server, the store, the fence and the clock. */
public final class FakeNode implements AutoCloseable {

    public static final String PREFIX = "/service/demo/";

    public final ManualClock clock = new ManualClock();
    public final MemoryDcs dcs = new MemoryDcs(clock);
    public final DcsStore store = dcs.connect(new ClusterPath("/service", "demo"));
    public final FakePostgres postgres = new FakePostgres();
    public final FakeFence fence = new FakeFence();
    public final FakeWatchdog watchdog = new FakeWatchdog();
    public final FakeSupervision supervisor = new FakeSupervision();
    public final Pacemaker pacemaker = new Pacemaker(clock);
    public final RequestInbox requests = new RequestInbox();
    public final BackgroundSlot slot = new BackgroundSlot(clock, pacemaker::wake);
    public final LiveSettings settings;
    public final FailsafeVoter voter;
    public final LeaseHolder lease;
    public final Node node;
    public final StatusBoard board;
    public final Leadership leadership;
    private final WorldObserver observer;

    public FakeNode(Path dataDir) {
        this(Samples.settings(Samples.yaml(dataDir)));
    }

    public FakeNode(LiveSettings settings) {
        this.settings = settings;
        this.voter = new FailsafeVoter(clock, settings.file().name());
        this.node = new Node(settings, store, voter, postgres, slot, requests, pacemaker, new Clocks(clock, clock));
        this.board = new StatusBoard(settings, requests, clock.nanos());
        this.lease = new LeaseHolder(store, clock, settings.file().name());
        var guard = new WatchdogGuard(
                watchdog,
                settings::watchdog,
                () -> !postgres.process().isAlive() && postgres.process().backendsAlive(),
                clock);
        this.leadership = new Leadership(lease, fence, supervisor, guard, board, clock, asked -> {});
        this.observer = new WorldObserver(node, leadership, seen -> Vitals.WELL);
    }

    /** What the node sees, as if it had just started. */
    public View view() {
        return view(Memory.NEW);
    }

    public View view(Memory memory) {
        return observer.observe(memory);
    }

    /** Ends a cycle that sees this server and would be followed by the next after the default {@code loop_wait}. */
    public void publishes(PostgresState server) {
        postgres.is(server);
        View view = view();
        board.publish(
                view,
                PublishedTags.of(settings.file().tags(), false),
                view.dcs() instanceof DcsView.Seen ? Optional.of(clock.instant()) : Optional.empty(),
                server instanceof PostgresState.Running ? Optional.empty() : postgres.progress(),
                Deadline.after(view.now(), LeaseTiming.DEFAULT.loopWait()));
    }

    /** A cluster that exists, with this node's data. */
    public FakeNode initialized() {
        dcs.put(PREFIX + "initialize", Samples.SYSTEM.digits());
        dcs.put(
                PREFIX + "config",
                "{\"ttl\":30,\"loop_wait\":10,\"retry_timeout\":10,\"postgresql\":{\"use_pg_rewind\":true}}");
        return this;
    }

    /** The record of another member. */
    public FakeNode member(String name, String fields) {
        dcs.put(PREFIX + "members/" + name, fields);
        return this;
    }

    /** The value of a key of the cluster. */
    public Optional<String> key(String path) {
        return dcs.get(PREFIX + path);
    }

    /** Waits until no work runs. */
    public void idle() {
        Await.until(() -> slot.running().isEmpty());
    }

    @Override
    public void close() {
        slot.close();
    }
}

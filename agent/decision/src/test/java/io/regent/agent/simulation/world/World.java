package io.regent.agent.simulation.world;

import io.regent.agent.decision.Origin;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.engine.Scheduler;
import io.regent.agent.simulation.server.Archive;
import io.regent.agent.simulation.server.Server;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.memory.MemoryDcs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything there is: the hosts, what connects them, the store, and the record of what happened. */
public final class World {

    private record Snapshot(long at, MemoryDcs.Snapshot content) {}

    private static final Duration SNAPSHOT_EVERY = Duration.ofSeconds(60);
    private static final int SNAPSHOTS_KEPT = 15;
    private static final ClusterPath CLUSTER = new ClusterPath("service", "sim");

    private final long seed;
    private final Wiring wiring;
    private final Archive archive;
    private final DcsStore audit;
    private final Scheduler scheduler = new Scheduler();
    private final Network network = new Network();
    private final MemoryDcs dcs = new MemoryDcs(scheduler::now);
    private final Chronicle chronicle = new Chronicle(scheduler);
    private final Ledger ledger = new Ledger();
    private final SortedMap<MemberName, Node> nodes = new TreeMap<>();
    private final List<Node> all;
    private final Map<Rule, Integer> rulesFired = new EnumMap<>(Rule.class);
    private long storeChanges;
    private long worksBegun;
    private String lastStoreChange = "";
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private boolean synchronous;
    private int storeStops;
    private long storeRewinds;
    private Optional<Deadline> leaderTakenAway = Optional.empty();
    private Optional<MemberName> leader = Optional.empty();
    private Optional<Deadline> expiryAwaited = Optional.empty();
    private Optional<RemoteSite> remote = Optional.empty();

    public World(long seed, int members, Wiring wiring) {
        this.seed = seed;
        this.wiring = wiring;
        this.archive = new Archive(wiring.archive());
        audit = connect();
        audit.onChange(key -> {
            storeChanges++;
            lastStoreChange = key.path();
            if (key.equals(ClusterKey.CONFIG) || key.equals(ClusterKey.SYNC)) {
                lookForPromise();
            }
            if (key.equals(ClusterKey.LEADER)) {
                leader = stored(ClusterKey.LEADER).map(MemberName::new);
            }
        });
        for (int i = 1; i <= members; i++) {
            var name = new MemberName("pg-" + i);
            nodes.put(name, new Node(this, name));
        }
        all = List.copyOf(nodes.values());
        keepSnapshots();
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Network network() {
        return network;
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Wiring wiring() {
        return wiring;
    }

    public long now() {
        return scheduler.now();
    }

    public Chance chance(String actor) {
        return new Chance(seed, actor);
    }

    public List<Node> nodes() {
        return all;
    }

    public Node node(MemberName name) {
        return Optional.ofNullable(nodes.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + name));
    }

    Archive archive() {
        return archive;
    }

    long nextIdentity() {
        return archive.nextIdentity();
    }

    DcsStore connect() {
        return dcs.connect(CLUSTER);
    }

    /** The settings that all members share. */
    public DynamicConfig document(int ttl, Settings.Sync synchronous, boolean paused) {
        return Configuration.document(ttl, synchronous, paused, wiring.failsafeMode());
    }

    /** The cluster as the store has it now. */
    public Cluster cluster() {
        return audit.read() instanceof ReadAnswer.Seen(Cluster seen) ? seen : Cluster.EMPTY;
    }

    /** Who holds the lease according to the store. */
    public Optional<MemberName> leader() {
        return leader;
    }

    /** The text of a key in the store as it is now. */
    public Optional<String> stored(ClusterKey key) {
        return dcs.get(CLUSTER.of(key));
    }

    /** Writes a key as an operator's tool does, past all members. */
    public void store(ClusterKey key, String value) {
        dcs.put(CLUSTER.of(key), value);
    }

    /** Deletes a key past all members. */
    public void forget(ClusterKey key) {
        dcs.delete(CLUSTER.of(key));
        if (key.equals(ClusterKey.LEADER)) {
            takesLeaderAway();
        }
    }

    /** Deletes everything that the store knows of the cluster. */
    public void wipeStore() {
        dcs.wipe(CLUSTER.prefix());
        storeRewinds++;
        takesLeaderAway();
    }

    /** How often the content of the store changed; renewals change nothing. */
    public long storeChanges() {
        return storeChanges;
    }

    /** The key that changed last. */
    public String lastStoreChange() {
        return lastStoreChange;
    }

    /** How much background work was begun on all nodes. */
    public long worksBegun() {
        return worksBegun;
    }

    void workBegins() {
        worksBegun++;
    }

    /** How often each rule spoke. */
    public Map<Rule, Integer> rulesFired() {
        return rulesFired;
    }

    void ruleFired(Rule rule) {
        rulesFired.merge(rule, 1, Integer::sum);
    }

    /** Whether the store answers nobody. */
    public boolean isStoreDown() {
        return storeStops > 0;
    }

    /** A mode is in force once a leader has promised something; who switches it off gives everything up. */
    private void lookForPromise() {
        Cluster cluster = cluster();
        boolean wanted = cluster.config()
                .map(config -> Configuration.synchronous(config.value()))
                .filter(sync -> sync.mode() != Settings.Sync.Mode.OFF)
                .isPresent();
        synchronous = wanted && (synchronous || cluster.sync().isPresent());
        if (!wanted) {
            ledger.giveUpAll();
        }
    }

    /** Whether the shared settings promise that a later primary has every acknowledged commit. */
    public boolean isSynchronous() {
        return synchronous;
    }

    /** When an outsider last deleted the leader key, or replaced it, before its time. */
    public Optional<Deadline> leaderTakenAway() {
        return leaderTakenAway;
    }

    private void takesLeaderAway() {
        leaderTakenAway = Optional.of(new Deadline(now()));
    }

    /** Stops the store, or undoes one stop. */
    public void storeDown(boolean down) {
        storeStops += down ? 1 : -1;
        if (storeStops > 0) {
            dcs.stop();
        } else {
            dcs.start();
            awaitExpiry();
        }
    }

    /** Puts the store back to what it was that long ago, or as long ago as anybody knows. */
    public void restoreStore(Duration ago) {
        long wanted = now() - ago.toNanos();
        Optional<Snapshot> found = snapshots.stream()
                .filter(snapshot -> snapshot.at() <= wanted)
                .reduce((_, later) -> later)
                .or(() -> Optional.ofNullable(snapshots.peekFirst()));
        if (found.isPresent() && storeStops == 0) {
            dcs.restore(found.orElseThrow().content());
            storeRewinds++;
            takesLeaderAway();
            awaitExpiry();
        }
    }

    /** How often an outsider put an old store back, or an empty one. */
    public long storeRewinds() {
        return storeRewinds;
    }

    private void keepSnapshots() {
        scheduler.after(SNAPSHOT_EVERY, Order.WORLD, Host.ALWAYS_RUNNING, () -> {
            snapshots.addLast(new Snapshot(now(), dcs.snapshot()));
            if (snapshots.size() > SNAPSHOTS_KEPT) {
                snapshots.removeFirst();
            }
            keepSnapshots();
        });
    }

    /** Lets leases end when their time has come, even when nobody asks the store. */
    void awaitExpiry() {
        Optional<Deadline> next = dcs.nextExpiry();
        if (next.isPresent() && !next.equals(expiryAwaited)) {
            expiryAwaited = next;
            scheduler.at(next.orElseThrow().nanos(), Order.WORLD, Host.ALWAYS_RUNNING, () -> {
                dcs.expireDue();
                awaitExpiry();
            });
        }
    }

    /** There is another site now. */
    public void add(RemoteSite site) {
        remote = Optional.of(site);
    }

    /** Whether the origin's server can be reached and copied or streamed from. */
    boolean isServing(Origin source, MemberName forWhom) {
        return switch (source) {
            case Origin.Peer(MemberName member) -> {
                Node node = node(member);
                yield !member.equals(forWhom)
                        && network.connects(member, forWhom)
                        && !node.isFrozen()
                        && node.server().letsIn();
            }
            case Origin.Remote _ -> remote.filter(RemoteSite::isServing).isPresent();
        };
    }

    /** The origin's server. */
    Server server(Origin source) {
        return switch (source) {
            case Origin.Peer(MemberName member) -> node(member).server();
            case Origin.Remote _ -> remote.orElseThrow().front();
        };
    }
}

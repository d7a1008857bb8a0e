package io.regent.dcs.memory;

import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.Versioned;
import io.regent.dcs.wire.ClusterReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A store in memory, as a server: what one connection writes all others see.
 *
 * <p>It has no thread and no time of its own. A lease ends exactly its ttl after the clock at which its last renewal was
 * served; what has expired is dropped before the next request is served, or when {@link #expireDue} is called. Listeners
 * are called on the thread that made the change, after it, in the order in which they came. Safe for use by several
 * threads.
 */
public final class MemoryDcs {

    /** What the store held at some time. */
    public static final class Snapshot {

        private final Map<String, Entry> entries;

        private Snapshot(Map<String, Entry> entries) {
            this.entries = Map.copyOf(entries);
        }
    }

    private record Watcher(long connection, Consumer<String> listener) {}

    private final MonotonicClock clock;
    private final Records records = new Records();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<ClusterPath, Cluster> read = new HashMap<>();
    private long connections;
    private boolean stopped;

    /** An empty store. */
    public MemoryDcs(MonotonicClock clock) {
        this.clock = clock;
    }

    /** A new connection to one cluster. */
    public synchronized DcsStore connect(ClusterPath path) {
        return new MemoryStore(this, ++connections, path);
    }

    /** Stops answering: requests end as unreachable at once, and nothing expires meanwhile. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Answers again, with everything that was there; what is overdue expires first. */
    public void start() {
        synchronized (this) {
            stopped = false;
        }
        expireDue();
    }

    /** Drops what has expired by now and tells the listeners; happens by itself before each request. */
    public void expireDue() {
        serve(Records::revision);
    }

    /** When the next lease ends unless it is renewed; empty without leases and while stopped. */
    public synchronized Optional<Deadline> nextExpiry() {
        return stopped ? Optional.empty() : records.nextExpiry();
    }

    /** The value of a key, by its full path. */
    public Optional<String> get(String path) {
        return serve(all -> all.get(path).map(Entry::value)).flatMap(Function.identity());
    }

    /** Writes a key past all members, by its full path. It does not expire. */
    public void put(String path, String value) {
        serve(all -> all.put(path, value));
    }

    /** Deletes a key past all members, by its full path, whoever keeps it alive. */
    public void delete(String path) {
        serve(all -> all.delete(path));
    }

    /** Deletes every key whose path begins with the prefix. */
    public void wipe(String prefix) {
        serve(all -> {
            all.deleteAll(List.copyOf(all.below(prefix).keySet()));
            return all.revision();
        });
    }

    /** What the store holds now. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(records.below(""));
    }

    /** Puts an earlier content back, as from a backup; leases begin their whole time anew, revisions go on growing. */
    public void restore(Snapshot snapshot) {
        serve(all -> {
            all.replaceBy(snapshot.entries);
            return all.revision();
        });
    }

    /** Serves one request; empty while the store is stopped. Listeners are called outside the lock. */
    <T> Optional<T> serve(Function<Records, T> request) {
        T answer;
        List<String> changes;
        List<Watcher> told;
        synchronized (this) {
            if (stopped) {
                return Optional.empty();
            }
            records.at(clock.nanos());
            answer = request.apply(records);
            changes = records.takeChanges();
            told = changes.isEmpty() ? List.of() : List.copyOf(watchers);
        }
        changes.forEach(path -> told.forEach(watcher -> watcher.listener().accept(path)));
        return Optional.of(answer);
    }

    /** What is below the path, while a request is served. Nothing is parsed again while nothing has changed. */
    Cluster cluster(ClusterPath path) {
        return read.compute(
                path,
                (_, last) -> last != null && last.revision() == records.revision()
                        ? last
                        : ClusterReader.read(entries(path), records.revision()));
    }

    private Map<ClusterKey, Versioned<String>> entries(ClusterPath path) {
        var entries = new HashMap<ClusterKey, Versioned<String>>();
        records.below(path.prefix())
                .forEach((full, entry) ->
                        entries.put(keyOf(path, full), new Versioned<>(entry.value(), entry.revision())));
        return entries;
    }

    static ClusterKey keyOf(ClusterPath path, String full) {
        return new ClusterKey(full.substring(path.prefix().length()));
    }

    /** Calls the listener with the path of each changed key until the connection is {@link #forget forgotten}. */
    synchronized void watch(long connection, Consumer<String> listener) {
        watchers.add(new Watcher(connection, listener));
    }

    synchronized void forget(long connection) {
        watchers.removeIf(watcher -> watcher.connection() == connection);
    }
}

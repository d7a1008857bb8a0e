package io.regent.dcs.memory;

import io.regent.dcs.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything the store holds, by full path. Not safe for threads: {@link MemoryDcs} guards it. */
final class Records {

    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();
    private long revision;
    private long now;
    private Optional<Deadline> noneExpiresBefore = Optional.empty();

    /** Moves the time on and drops what has expired. */
    void at(long nowNanos) {
        now = nowNanos;
        if (noneExpiresBefore.filter(first -> first.passedAt(now)).isPresent()) {
            deleteAll(entries.entrySet().stream()
                    .filter(entry -> entry.getValue().hasExpiredAt(now))
                    .map(Map.Entry::getKey)
                    .toList());
            noneExpiresBefore = nextExpiry();
        }
    }

    long now() {
        return now;
    }

    /** The number of changes so far; also the revision of the youngest of them. */
    long revision() {
        return revision;
    }

    Optional<Entry> get(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** The entries below a prefix. */
    SortedMap<String, Entry> below(String prefix) {
        return new TreeMap<>(entries.subMap(prefix, prefix + Character.MAX_VALUE));
    }

    /** Writes a key that does not expire. */
    long put(String path, String value) {
        entries.put(path, new Entry(value, changed(path), 0, Optional.empty()));
        return revision;
    }

    /** Writes a key that the connection must keep alive. */
    long putLeased(String path, String value, long connection, Duration ttl) {
        entries.put(path, new Entry(value, changed(path), connection, Optional.of(leased(ttl))));
        return revision;
    }

    /** Prolongs the life of a key that exists, without changing it. */
    void prolong(String path, long connection, Duration ttl) {
        entries.computeIfPresent(path, (_, entry) -> entry.leasedBy(connection, leased(ttl)));
    }

    long delete(String path) {
        if (entries.remove(path) != null) {
            changed(path);
        }
        return revision;
    }

    void deleteAll(List<String> paths) {
        paths.forEach(this::delete);
    }

    /** Puts other entries in the place of all; every key that differs counts as changed. Revisions go on growing. */
    void replaceBy(Map<String, Entry> others) {
        deleteAll(entries.keySet().stream()
                .filter(path -> !others.containsKey(path))
                .toList());
        others.forEach((path, entry) -> entries.put(
                path, new Entry(entry.value(), changed(path), entry.owner(), entry.lease()).livingAnewAt(now)));
        noneExpiresBefore = nextExpiry();
    }

    Optional<Deadline> nextExpiry() {
        return entries.values().stream()
                .flatMap(entry -> entry.lease().stream())
                .map(Entry.Lease::until)
                .min(Comparator.naturalOrder());
    }

    /** The paths that changed since the last call, in order. */
    List<String> takeChanges() {
        List<String> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    private Entry.Lease leased(Duration ttl) {
        var lease = Entry.Lease.from(now, ttl);
        if (noneExpiresBefore
                .filter(first -> first.compareTo(lease.until()) <= 0)
                .isEmpty()) {
            noneExpiresBefore = Optional.of(lease.until());
        }
        return lease;
    }

    private long changed(String path) {
        changes.add(path);
        return ++revision;
    }
}

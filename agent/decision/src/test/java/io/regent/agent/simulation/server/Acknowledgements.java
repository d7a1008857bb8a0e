package io.regent.agent.simulation.server;

import io.regent.postgres.SyncNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Commits that wait for standbys, as PostgreSQL lets them wait: each is acknowledged as soon as the standbys that the server waits
 * for say that they have it. Whoever ends the waiting otherwise tells no client that a commit is safe.
 */
public final class Acknowledgements {

    private record Waiting(long position, long since, Runnable acknowledged) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final NavigableMap<String, Long> reached = new TreeMap<>();
    private Optional<SyncNames> given = Optional.empty();

    /** Whom commits wait for. */
    SyncNames names() {
        return given.orElse(new SyncNames.Nobody());
    }

    /** Whether the agent said so. */
    boolean isGiven() {
        return given.isPresent();
    }

    /** Commits wait for other standbys from now on, also after a restart; empty for nobody of the agent's choice. */
    public void waitFor(Optional<SyncNames> names) {
        given = names;
        release();
    }

    /** How far each standby that streams has said that it has come. */
    public SortedMap<String, Long> reached() {
        return Collections.unmodifiableSortedMap(reached);
    }

    /** A commit whose record ends at the position. */
    void add(long position, long now, Runnable acknowledged) {
        waiting.add(new Waiting(position, now, acknowledged));
        release();
    }

    /** A standby says how far it has come. */
    public void reported(String standby, long position) {
        reached.put(standby, position);
        release();
    }

    /** A standby streams no more. */
    public void left(String standby) {
        reached.remove(standby);
    }

    /** Since when the oldest commit waits. */
    public Optional<Long> waitingSince() {
        return Optional.ofNullable(waiting.peek()).map(Waiting::since);
    }

    /** The server ends: nobody is told anything any more. */
    void end() {
        waiting.clear();
        reached.clear();
    }

    /** {@code sync}, {@code quorum}, {@code potential} or {@code async}. */
    String state(String standby) {
        return switch (names()) {
            case SyncNames.Listed(SyncNames.Method method, int number, List<String> names) -> {
                if (!names.contains(standby)) {
                    yield "async";
                }
                boolean first = firstOf(number, names).contains(standby);
                yield method == SyncNames.Method.ANY ? "quorum" : first ? "sync" : "potential";
            }
            case SyncNames.Nobody _, SyncNames.Everybody _, SyncNames.Unreadable _ -> "async";
        };
    }

    private List<String> firstOf(int number, List<String> names) {
        return names.stream().filter(reached::containsKey).limit(number).toList();
    }

    private void release() {
        long safe = safe();
        while (!waiting.isEmpty() && waiting.getFirst().position() <= safe) {
            waiting.removeFirst().acknowledged().run();
        }
    }

    /** Up to where enough standbys have everything. */
    private long safe() {
        return switch (names()) {
            case SyncNames.Nobody _, SyncNames.Unreadable _ -> Long.MAX_VALUE;
            case SyncNames.Everybody(SyncNames.Method _, int number) -> nth(number, List.copyOf(reached.keySet()));
            case SyncNames.Listed(SyncNames.Method method, int number, List<String> names) ->
                nth(number, method == SyncNames.Method.FIRST ? firstOf(number, names) : names);
        };
    }

    private long nth(int number, List<String> names) {
        var positions = new ArrayList<>(
                names.stream().filter(reached::containsKey).map(reached::get).toList());
        positions.sort(Comparator.reverseOrder());
        return positions.size() < number ? Long.MIN_VALUE : positions.get(number - 1);
    }
}

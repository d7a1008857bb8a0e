package io.regent.postgres.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which timelines led to a timeline and where each was left: the content of a {@code .history} file plus the timeline it
 * belongs to (manual, "Timelines").
 *
 * @param current the timeline that this history ends in
 * @param forks the ancestors, oldest first; empty on timeline 1
 */
public record TimelineHistory(Timeline current, List<Fork> forks) {

    /**
     * The end of one timeline.
     *
     * @param timeline the timeline that was left
     * @param at the position at which the next one begins
     * @param reason why, as PostgreSQL noted it
     */
    public record Fork(Timeline timeline, Lsn at, String reason) {}

    public TimelineHistory {
        forks = List.copyOf(forks);
    }

    /**
     * Reads the text of a history file.
     *
     * @throws IllegalArgumentException when a line is not "timeline, position, reason"
     */
    public static TimelineHistory parse(Timeline current, String text) {
        var forks = new ArrayList<Fork>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] columns = line.split("\\s+", 3);
                    if (columns.length < 2) {
                        throw new IllegalArgumentException("'" + line + "' is not a line of a timeline history file");
                    }
                    forks.add(new Fork(
                            new Timeline(Integer.parseInt(columns[0])),
                            Lsn.parse(columns[1]),
                            columns.length == 3 ? columns[2] : ""));
                });
        return new TimelineHistory(current, forks);
    }

    /** Where the given timeline was left, or empty when it is no ancestor of {@link #current()}. */
    public Optional<Lsn> leftAt(Timeline timeline) {
        return forks.stream()
                .filter(fork -> fork.timeline().equals(timeline))
                .map(Fork::at)
                .findFirst();
    }

    /** Whether every ancestor was left at the same point in the other history, too. */
    public boolean sharesForksWith(TimelineHistory other) {
        return forks.stream()
                .allMatch(fork ->
                        other.leftAt(fork.timeline()).filter(fork.at()::equals).isPresent());
    }

    /** Where the timeline that this history ends in began; {@link Lsn#NONE} on timeline 1. */
    public Lsn beginning() {
        return forks.isEmpty() ? Lsn.NONE : forks.getLast().at();
    }

    /**
     * Where this history and another part, by the numbers of timelines and where they were left; empty when they have nothing in common.
     *
     * @param end where the log of this history ends
     * @param otherEnd where the log of the other one ends
     */
    public Optional<WalPosition> partsFrom(TimelineHistory other, Lsn end, Lsn otherEnd) {
        for (int older = forks.size(); older >= 0; older--) {
            boolean newest = older == forks.size();
            Timeline timeline = newest ? current : forks.get(older).timeline();
            Lsn mine = newest ? end : forks.get(older).at();
            Optional<Lsn> theirs = other.current.equals(timeline) ? Optional.of(otherEnd) : other.leftAt(timeline);
            boolean sameWay = new TimelineHistory(timeline, forks.subList(0, older)).sharesForksWith(other);
            if (theirs.isPresent() && sameWay) {
                Lsn common = mine.isAfter(theirs.get()) ? theirs.get() : mine;
                return Optional.of(new WalPosition(timeline, common));
            }
        }
        return Optional.empty();
    }

    /** Whether everything written up to the position is part of this history (HA-112, LES-066). */
    public boolean contains(WalPosition end) {
        return end.timeline().equals(current)
                || leftAt(end.timeline()).map(fork -> !end.lsn().isAfter(fork)).orElse(false);
    }
}

package io.regent.postgres.wal;

/**
 * A timeline of the write-ahead log (manual, "Timelines"). Each promotion starts a new one with a higher number.
 *
 * @param number 1 or more
 */
public record Timeline(int number) implements Comparable<Timeline> {

    /** The timeline on which initdb starts. */
    public static final Timeline FIRST = new Timeline(1);

    public Timeline {
        if (number < 1) {
            throw new IllegalArgumentException("a timeline is 1 or more, not " + number);
        }
    }

    /** Whether this timeline began earlier than the other. */
    public boolean isBefore(Timeline other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Timeline other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}

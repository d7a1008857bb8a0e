package io.regent.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant by a misspelled name. */
final class NearestName {

    private static final int LARGEST_DISTANCE = 3;

    private NearestName() {}

    /** The known name that the fewest typing errors lead to; empty when none is near. */
    static Optional<String> to(String name, Collection<String> known) {
        int limit = Math.min(LARGEST_DISTANCE, name.length() / 2);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** How many letters must be put in, left out or replaced. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}

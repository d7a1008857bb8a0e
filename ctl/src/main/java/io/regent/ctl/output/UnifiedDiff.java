package io.regent.ctl.output;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts in unified form, with three lines of context (CTL-058). */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    /** A stretch of lines that both texts have: from {@code before} in one and from {@code after} in the other. */
    private record Match(int before, int after, int size) {}

    /** A stretch of lines; equal when both sides are as long and {@code isSame}. */
    private record Stretch(boolean isSame, int before, int beforeEnd, int after, int afterEnd) {

        /** The same stretch without what lies before the given number of its last lines. */
        Stretch tail(int lines) {
            int size = Math.min(lines, beforeEnd - before);
            return new Stretch(isSame, beforeEnd - size, beforeEnd, afterEnd - size, afterEnd);
        }

        Stretch head(int lines) {
            int size = Math.min(lines, beforeEnd - before);
            return new Stretch(isSame, before, before + size, after, after + size);
        }

        int size() {
            return beforeEnd - before;
        }
    }

    private final List<String> before;
    private final List<String> after;

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** The lines of the difference, without line ends; none when the texts are equal. */
    public static List<String> of(String before, String after) {
        return new UnifiedDiff(before.lines().toList(), after.lines().toList()).render();
    }

    private List<String> render() {
        var lines = new ArrayList<String>();
        for (List<Stretch> hunk : hunks()) {
            if (lines.isEmpty()) {
                lines.add("--- ");
                lines.add("+++ ");
            }
            Stretch first = hunk.getFirst();
            Stretch last = hunk.getLast();
            lines.add(
                    "@@ -%s +%s @@".formatted(range(first.before, last.beforeEnd), range(first.after, last.afterEnd)));
            for (Stretch stretch : hunk) {
                if (stretch.isSame) {
                    before.subList(stretch.before, stretch.beforeEnd).forEach(line -> lines.add(" " + line));
                } else {
                    before.subList(stretch.before, stretch.beforeEnd).forEach(line -> lines.add("-" + line));
                    after.subList(stretch.after, stretch.afterEnd).forEach(line -> lines.add("+" + line));
                }
            }
        }
        return lines;
    }

    /** Lines are counted from 1; an empty range names the line before it. */
    private static String range(int from, int to) {
        int size = to - from;
        return size == 1 ? Integer.toString(from + 1) : (size == 0 ? from : from + 1) + "," + size;
    }

    private List<List<Stretch>> hunks() {
        var hunks = new ArrayList<List<Stretch>>();
        var hunk = new ArrayList<Stretch>();
        List<Stretch> stretches = stretches();
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            boolean isLast = i == stretches.size() - 1;
            if (!stretch.isSame) {
                hunk.add(stretch);
            } else if (i == 0) {
                hunk.add(stretch.tail(CONTEXT));
            } else if (isLast) {
                hunk.add(stretch.head(CONTEXT));
            } else if (stretch.size() > 2 * CONTEXT) {
                hunk.add(stretch.head(CONTEXT));
                hunks.add(List.copyOf(hunk));
                hunk.clear();
                hunk.add(stretch.tail(CONTEXT));
            } else {
                hunk.add(stretch);
            }
        }
        if (hunk.stream().anyMatch(stretch -> !stretch.isSame)) {
            hunks.add(hunk);
        }
        return hunks;
    }

    private List<Stretch> stretches() {
        var matches = new ArrayList<Match>();
        match(0, before.size(), 0, after.size(), matches);
        matches.add(new Match(before.size(), after.size(), 0));
        var stretches = new ArrayList<Stretch>();
        int fromBefore = 0;
        int fromAfter = 0;
        for (Match match : matches) {
            if (match.before > fromBefore || match.after > fromAfter) {
                stretches.add(new Stretch(false, fromBefore, match.before, fromAfter, match.after));
            }
            fromBefore = match.before + match.size;
            fromAfter = match.after + match.size;
            if (match.size > 0) {
                stretches.add(new Stretch(true, match.before, fromBefore, match.after, fromAfter));
            }
        }
        return joined(stretches);
    }

    /** Two matches that follow each other at once on both sides are one. */
    private static List<Stretch> joined(List<Stretch> stretches) {
        var joined = new ArrayList<Stretch>();
        for (Stretch stretch : stretches) {
            if (!joined.isEmpty() && stretch.isSame && joined.getLast().isSame) {
                Stretch last = joined.removeLast();
                joined.add(new Stretch(true, last.before, stretch.beforeEnd, last.after, stretch.afterEnd));
            } else {
                joined.add(stretch);
            }
        }
        return joined;
    }

    /** The longest common stretch first, then the same to its left and to its right. */
    private void match(int from, int to, int otherFrom, int otherTo, List<Match> matches) {
        Match longest = longest(from, to, otherFrom, otherTo);
        if (longest.size > 0) {
            match(from, longest.before, otherFrom, longest.after, matches);
            matches.add(longest);
            match(longest.before + longest.size, to, longest.after + longest.size, otherTo, matches);
        }
    }

    private Match longest(int from, int to, int otherFrom, int otherTo) {
        var longest = new Match(from, otherFrom, 0);
        int[] previous = new int[otherTo - otherFrom + 1];
        for (int i = from; i < to; i++) {
            int[] current = new int[previous.length];
            for (int j = otherFrom; j < otherTo; j++) {
                if (before.get(i).equals(after.get(j))) {
                    int size = previous[j - otherFrom] + 1;
                    current[j - otherFrom + 1] = size;
                    if (size > longest.size) {
                        longest = new Match(i - size + 1, j - size + 1, size);
                    }
                }
            }
            previous = current;
        }
        return longest;
    }
}

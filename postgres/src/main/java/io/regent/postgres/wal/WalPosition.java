package io.regent.postgres.wal;

import java.util.Comparator;

/** An LSN on a timeline. An older timeline is behind a newer one whatever the LSNs say. */
public record WalPosition(Timeline timeline, Lsn lsn) implements Comparable<WalPosition> {

    private static final Comparator<WalPosition> ORDER =
            Comparator.comparing(WalPosition::timeline).thenComparing(WalPosition::lsn);

    @Override
    public int compareTo(WalPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return lsn + " on timeline " + timeline;
    }
}

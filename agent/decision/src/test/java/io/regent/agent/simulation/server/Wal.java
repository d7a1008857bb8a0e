package io.regent.agent.simulation.server;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * A write-ahead log as what was written by whom. Every time a server begins to write, a branch with an identity of its own
 * begins, so that two logs that only look the same by their timeline numbers are told apart.
 *
 * @param branches oldest first, never empty; each ends where the next one begins
 * @param end the position behind the last record
 */
public record Wal(List<Branch> branches, long end) {

    /** How long the record is that a server writes when it begins or ends to write. */
    public static final long CHECKPOINT_RECORD = 104;

    private static final long FIRST_POSITION = 0x3000000;

    /**
     * A stretch of the log that one server wrote in one go.
     *
     * @param id like no other in the simulation
     */
    public record Branch(int timeline, long id, long start) {}

    public Wal {
        branches = List.copyOf(branches);
    }

    /** The log of a new database cluster. */
    public static Wal first(long id) {
        return new Wal(List.of(new Branch(1, id, FIRST_POSITION)), FIRST_POSITION + CHECKPOINT_RECORD);
    }

    /** The same log with more records. */
    public Wal grownBy(long bytes) {
        return new Wal(branches, end + bytes);
    }

    /** The log of a server that begins to write on the same timeline. */
    public Wal continuedBy(long id) {
        return promotedBy(id, branches.getLast().timeline());
    }

    /** The log of a server that begins to write on another timeline. */
    public Wal promotedBy(long id, int timeline) {
        var all = new ArrayList<>(branches);
        all.add(new Branch(timeline, id, end));
        return new Wal(all, end + CHECKPOINT_RECORD);
    }

    /** The beginning of this log up to the position. */
    public Wal upTo(long position) {
        if (position >= end) {
            return this;
        }
        var kept = branches.stream().filter(branch -> branch.start() < position).toList();
        return new Wal(kept.isEmpty() ? List.of(branches.getFirst()) : kept, position);
    }

    /** Whether the other log holds everything that this one holds. */
    public boolean isPrefixOf(Wal other) {
        return sharedWith(other) >= end;
    }

    /** Up to where the two logs are the same. */
    public long sharedWith(Wal other) {
        long shared = FIRST_POSITION;
        for (int i = 0; i < Math.min(branches.size(), other.branches.size()); i++) {
            if (!branches.get(i).equals(other.branches.get(i))) {
                return Math.min(shared, branches.get(i).start());
            }
            shared = Math.min(endOf(i), other.endOf(i));
            if (shared < Math.max(endOf(i), other.endOf(i))) {
                return shared;
            }
        }
        return shared;
    }

    /** Whether the record that ends at the position of the branch is part of this log. */
    public boolean holds(long branch, long position) {
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).id() == branch) {
                return position <= endOf(i);
            }
        }
        return false;
    }

    /** Who writes now. */
    public long writer() {
        return branches.getLast().id();
    }

    public Timeline timeline() {
        return new Timeline(branches.getLast().timeline());
    }

    public WalPosition position() {
        return new WalPosition(timeline(), new Lsn(end));
    }

    /** What the history files say, which know timelines only. */
    public TimelineHistory history() {
        var forks = new ArrayList<TimelineHistory.Fork>();
        for (int i = 1; i < branches.size(); i++) {
            if (branches.get(i).timeline() != branches.get(i - 1).timeline()) {
                forks.add(new TimelineHistory.Fork(
                        new Timeline(branches.get(i - 1).timeline()),
                        new Lsn(branches.get(i).start()),
                        "no recovery target specified"));
            }
        }
        return new TimelineHistory(timeline(), forks);
    }

    private long endOf(int branch) {
        return branch + 1 < branches.size() ? branches.get(branch + 1).start() : end;
    }
}

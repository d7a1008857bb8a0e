package io.regent.agent.simulation.world;

import io.regent.agent.simulation.server.Wal;
import io.regent.dcs.Cluster;
import io.regent.dcs.MemberName;
import io.regent.postgres.wal.WalPosition;
import java.util.ArrayList;
import java.util.List;

/** What clients were promised, and what was thrown away. */
public final class Ledger {

    /**
     * A commit that a client was told of.
     *
     * @param branch who wrote it
     * @param position the end of its record
     */
    record Acknowledged(long branch, long position) {}

    /** A data directory that was removed; whether another member held data then. */
    public record Removal(long at, MemberName node, boolean anotherCopy) {}

    /**
     * A standby that was told to become a primary.
     *
     * @param mandate why it may lead
     * @param own the end of its log
     * @param known what the store knew then
     */
    public record Promotion(long at, MemberName node, Mandate mandate, WalPosition own, Cluster known) {}

    private final List<Promotion> promotions = new ArrayList<>();
    private final List<Acknowledged> guarded = new ArrayList<>();
    private long commits;
    private final List<Removal> removals = new ArrayList<>();

    /**
     * A client was told that its commit is safe. Of one writer's commits the last one stands for all.
     *
     * @param synchronously whether the cluster promised that a later primary has it
     */
    void acknowledged(Wal log, boolean synchronously) {
        commits++;
        if (!synchronously) {
            return;
        }
        if (!guarded.isEmpty() && guarded.getLast().branch() == log.writer()) {
            guarded.removeLast();
        }
        guarded.add(new Acknowledged(log.writer(), log.end()));
    }

    void removed(long at, MemberName node, boolean anotherCopy) {
        removals.add(new Removal(at, node, anotherCopy));
    }

    void promoted(Promotion promotion) {
        promotions.add(promotion);
    }

    public List<Promotion> promotions() {
        return promotions;
    }

    /** How many commits were acknowledged. */
    public long commits() {
        return commits;
    }

    public List<Removal> removals() {
        return removals;
    }

    /** Nobody asks any more for what the log does not hold. */
    public void giveUp(Wal log) {
        guarded.removeIf(commit -> !log.holds(commit.branch(), commit.position()));
    }

    /** Nobody asks any more for what was acknowledged so far. */
    void giveUpAll() {
        guarded.clear();
    }

    /** How many writers wrote something under synchronous replication that the log does not hold. */
    public long missingFrom(Wal log) {
        return guarded.stream()
                .filter(commit -> !log.holds(commit.branch(), commit.position()))
                .count();
    }
}

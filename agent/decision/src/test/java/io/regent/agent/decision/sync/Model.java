package io.regent.agent.decision.sync;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import io.regent.postgres.wal.Lsn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A cluster in the middle of a change, at its worst: of all the ways in which commits may have been acknowledged, all have
 * happened. Standbys are bits.
 *
 * @param old for each commit acknowledged before the server began to wait for the names in force, who has it besides the leader;
 *     only the smallest sets, which are the worst
 * @param confirmed those in force that have all of the old ones
 */
record Model(SyncNames inForce, Optional<SyncState> promise, Set<Integer> old, int confirmed) {

    static final MemberName LEADER = new MemberName("leader");
    private static final String NAMES = "abcdefgh";

    static MemberName name(int standby) {
        return new MemberName(NAMES.substring(standby, standby + 1));
    }

    static Set<MemberName> names(int standbys) {
        var names = new TreeSet<MemberName>();
        for (int i = 0; i < NAMES.length(); i++) {
            if ((standbys & 1 << i) != 0) {
                names.add(name(i));
            }
        }
        return names;
    }

    static int bits(Iterable<MemberName> names) {
        int bits = 0;
        for (MemberName name : names) {
            int at = NAMES.indexOf(name.value());
            bits |= at < 0 ? 0 : 1 << at;
        }
        return bits;
    }

    /** What operators want while these standbys stream. */
    static Target target(Wish wish, int streaming, Optional<SyncState> promise) {
        List<Standby> standbys = names(streaming).stream()
                .map(name -> new Standby(name, 1, true, false, 0, Lsn.NONE))
                .toList();
        return Target.of(LEADER, wish, promise, standbys);
    }

    SyncStep next(Target target) {
        Set<String> folded = names(confirmed).stream().map(MemberName::value).collect(Collectors.toSet());
        return new SyncChange(LEADER, inForce, promise, folded, target).next();
    }

    /** The state after the step. */
    Model after(SyncStep step) {
        return switch (step) {
            case SyncStep.SetNames(SyncNames names) -> new Model(names, promise, all(), 0);
            case SyncStep.WritePromise(SyncState other) -> new Model(inForce, Optional.of(other), old, confirmed);
            case SyncStep.AwaitStandbys _, SyncStep.Settled _ -> this;
        };
    }

    /** The agent was started anew, and knows only what is in force and what is promised. */
    Model forgotten() {
        return new Model(inForce, promise, all(), 0);
    }

    /** These standbys have come past the point of the change. */
    Model with(int caughtUp) {
        var reached = new HashSet<Integer>();
        old.forEach(holders -> reached.add(holders | caughtUp));
        return new Model(inForce, promise, smallest(reached), confirmed | caughtUp);
    }

    int waitedFor() {
        return inForce instanceof SyncNames.Listed(var _, int _, var names)
                ? bits(names.stream().map(MemberName::new).toList())
                : 0;
    }

    /** Who has what was acknowledged, in the worst case. */
    Set<Integer> all() {
        var all = new HashSet<>(old);
        all.addAll(acknowledging());
        return smallest(all);
    }

    private Set<Integer> acknowledging() {
        Guarantee guarantee = Guarantee.of(inForce);
        int names = waitedFor();
        var sets = new HashSet<Integer>();
        for (int subset = names; ; subset = (subset - 1) & names) {
            if (Integer.bitCount(subset) == guarantee.acknowledgements()) {
                sets.add(subset);
            }
            if (subset == 0) {
                return sets;
            }
        }
    }

    /** The commit that a winner under the promise may lack. */
    Optional<String> loss() {
        return promise.flatMap(made -> loss(made, all()));
    }

    /** Winners without the former leader have seen {@code quorum + 1} voters: one that has the commit must be among any so many. */
    static Optional<String> loss(SyncState promise, Set<Integer> commits) {
        int voters = bits(promise.standbys());
        return commits.stream()
                .filter(holders -> Integer.bitCount(voters & ~holders) > promise.quorum())
                .findFirst()
                .map(holders -> "%s may win without the commit of %s".formatted(promise, names(holders)));
    }

    private static Set<Integer> smallest(Set<Integer> sets) {
        var kept = new ArrayList<Integer>();
        for (int set : sets) {
            if (sets.stream().noneMatch(other -> other != set && (other & set) == other)) {
                kept.add(set);
            }
        }
        return Set.copyOf(kept);
    }
}

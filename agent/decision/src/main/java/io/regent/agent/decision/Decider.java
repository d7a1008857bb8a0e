package io.regent.agent.decision;

import java.util.List;
import java.util.Optional;

/** The decision of the HA cycle: total, deterministic, without I/O (DESIGN.md, section 1). */
public final class Decider {

    /** The chapters of the table, in the order in which they may speak. */
    private static final List<Chapter> CHAPTERS = List.of(
            Shutdown::decide,
            WithoutDcs::decide,
            Ailing::withoutRenewing,
            ConfirmLease::decide,
            InitialisingCluster::decide,
            WhileBusy::decide,
            WhileStarting::decide,
            Ailing::decide,
            DataDirectory::decide,
            OperatorRequests::decide,
            NotRunning::decide,
            LeaderRace::decide,
            WithLeader::decide);

    private Decider() {}

    /**
     * What to do in this situation.
     *
     * @throws IllegalStateException when no row covers the situation, which is a fault of the table
     */
    public static Decision decide(View view) {
        return CHAPTERS.stream()
                .map(chapter -> chapter.decide(view))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule for " + view));
    }
}

package io.regent.agent.decision;

import io.regent.postgres.Divergence;
import java.util.Optional;

/**
 * What was learned in this cycle by asking: the answers to the questions that a decision may pose. At the beginning of a cycle nothing
 * was asked.
 *
 * @param divergence the comparison of histories; empty when none was made
 * @param raceWon whether this member has won the race for the lease
 * @param claim whether the right to initialise the cluster was asked for
 * @param votes whether the members let this primary go on without the store
 * @param sync what was done about synchronous replication
 */
public record Answers(
        Peers peers,
        Optional<Divergence> divergence,
        boolean raceWon,
        Claim claim,
        FailsafeVotes votes,
        SyncProgress sync) {

    /** Nothing was asked yet. */
    public static final Answers NONE = new Answers(
            new Peers.NotAsked(),
            Optional.empty(),
            false,
            Claim.NOT_MADE,
            new FailsafeVotes.NotAsked(),
            SyncProgress.NONE);

    /** The same answers, and those of the peers. */
    public Answers with(Peers learned) {
        return new Answers(learned, divergence, raceWon, claim, votes, sync);
    }

    /** The same answers, and the comparison of histories. */
    public Answers with(Divergence learned) {
        return new Answers(peers, Optional.of(learned), raceWon, claim, votes, sync);
    }

    /** The same answers, and how the race for the lease ended. */
    Answers withRace(boolean won) {
        return new Answers(peers, divergence, won, claim, votes, sync);
    }

    /** The same answers, and what came of asking to initialise the cluster. */
    public Answers with(Claim learned) {
        return new Answers(peers, divergence, raceWon, learned, votes, sync);
    }

    /** The same answers, and the members' consent. */
    public Answers with(FailsafeVotes learned) {
        return new Answers(peers, divergence, raceWon, claim, learned, sync);
    }

    /** The same answers, and what came of a step of synchronous replication. */
    public Answers with(SyncProgress learned) {
        return new Answers(peers, divergence, raceWon, claim, votes, learned);
    }
}

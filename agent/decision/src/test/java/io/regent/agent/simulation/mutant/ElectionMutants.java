package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.CUT_FROM_STORE;
import static io.regent.agent.simulation.fault.Kind.CUT_NODES;
import static io.regent.agent.simulation.fault.Kind.CUT_WAY_TO_STORE;
import static io.regent.agent.simulation.fault.Kind.HANG_LOOP;
import static io.regent.agent.simulation.fault.Kind.HANG_NODES;
import static io.regent.agent.simulation.fault.Kind.HANG_STORE;
import static io.regent.agent.simulation.fault.Kind.ISOLATE;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_REPLICATION;
import static io.regent.agent.simulation.mutant.Ground.CONSENT;
import static io.regent.agent.simulation.mutant.Ground.CONSENT_OF_ONE;
import static io.regent.agent.simulation.mutant.Ground.NO_FENCE;
import static io.regent.agent.simulation.mutant.Ground.PAIR;
import static io.regent.agent.simulation.mutant.Ground.WHOLE;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Claim;
import java.util.List;

/** What is wrong with who leads. */
final class ElectionMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "IGNORES_A_PRIMARY_AMONG_THE_PEERS",
                    "does not hear that another member accepts writes",
                    "O1",
                    NO_FENCE.under(HANG_LOOP).broken(Parts.learning(Heard::withoutPrimaries))),
            new Mutant(
                    "IGNORES_THE_HISTORY",
                    "does not know the newest timeline when it stands for election",
                    "O3",
                    PAIR.under(POWER_CUT)
                            .broken(
                                    Parts.seeing(Seen::withoutHistory),
                                    Parts.learning((question, _, answered) -> question instanceof Action.AcquireLease
                                            ? Seen.withoutHistory(answered)
                                            : answered))),
            new Mutant(
                    "IGNORES_THE_LAG",
                    "does not know the last leader's position when it stands for election",
                    "O3",
                    PAIR.under(SLOW_REPLICATION, POWER_CUT, HANG_NODES)
                            .broken(Parts.seeing(Seen::withoutLastPosition))),
            new Mutant(
                    "NEVER_PROMOTES",
                    "takes the lease and does not promote",
                    "O4",
                    WHOLE.under(POWER_CUT).broken(Parts.never(Action.Promote.class::isInstance))),
            new Mutant(
                    "EVERYBODY_INITIALISES",
                    "initialises a cluster although another member is about to",
                    "O1",
                    WHOLE.under(CUT_NODES)
                            .broken(
                                    Parts.seeing(Seen::withoutInitialisation),
                                    Parts.learning((question, _, answered) -> question instanceof Action.ClaimBootstrap
                                            ? answered.with(Claim.WON)
                                            : answered))),
            new Mutant(
                    "GOES_ON_WITHOUT_ASKING",
                    "takes silence for consent",
                    "O1",
                    CONSENT.under(ISOLATE).broken(Parts.counting((_, view) -> Wrong.allowed(view)))),
            new Mutant(
                    "COUNTS_A_REFUSAL_AS_CONSENT",
                    "goes on without the store although one member has refused",
                    "O1",
                    CONSENT_OF_ONE.under(ISOLATE).broken(Parts.counting(Wrong::allButOne))),
            new Mutant(
                    "FORGETS_ITS_PROMISE",
                    "takes part in the race for the lease although it has promised not to",
                    "O1",
                    CONSENT.under(CUT_FROM_STORE, CUT_WAY_TO_STORE, HANG_STORE)
                            .broken(
                                    Parts.breakingPromises(),
                                    Parts.seeing(Seen::withoutPromise),
                                    Parts.learning(Heard::withoutPrimaries))));

    private ElectionMutants() {}
}

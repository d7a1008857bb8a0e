package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.CUT_FROM_CLIENTS;
import static io.regent.agent.simulation.fault.Kind.FAILOVER;
import static io.regent.agent.simulation.fault.Kind.KILL_SERVER;
import static io.regent.agent.simulation.fault.Kind.PAUSE;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SWITCHOVER;
import static io.regent.agent.simulation.mutant.Ground.WHOLE;

import io.regent.agent.decision.Action;
import java.time.Duration;
import java.util.List;

/** What is wrong with the loop, the store and what operators want. */
final class AgentMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "ASKS_AGAIN_AND_AGAIN",
                    "sends every renewal sixty times",
                    "O7",
                    WHOLE.under(CUT_FROM_CLIENTS).broken(Parts.asking(Wrong::askOften))),
            new Mutant(
                    "NEVER_PAUSES_BETWEEN_TURNS",
                    "begins the next turn as soon as the last one has ended",
                    "O7",
                    WHOLE.under(CUT_FROM_CLIENTS)
                            .broken(Parts.doing((command, _) -> command instanceof Action.Wait
                                    ? new Action.LookAgain(Duration.ofMillis(1))
                                    : command))),
            new Mutant(
                    "WRITES_WHAT_IS_THERE",
                    "writes to the store in every turn",
                    "O10",
                    WHOLE.under(CUT_FROM_CLIENTS).broken(Parts.finishing(Wrong::alwaysAnotherStatus))),
            new Mutant(
                    "BEGINS_WORK_AGAIN",
                    "begins work in every turn, although all is as it should be",
                    "O10",
                    WHOLE.under(CUT_FROM_CLIENTS).broken(Parts.doing(Wrong::followAgain))),
            new Mutant(
                    "LOOKS_BACK",
                    "takes an old reading of the store for a new one",
                    "O9",
                    WHOLE.under(CUT_FROM_CLIENTS).broken(Parts.observing(Seen::lookingBack))),
            new Mutant(
                    "PUBLISHES_NOTHING",
                    "tells the store nothing of itself",
                    "O4",
                    WHOLE.under(POWER_CUT).broken(Parts.silent())),
            new Mutant(
                    "PAUSES_FOR_EVER",
                    "does not see the end of a pause",
                    "O4",
                    WHOLE.under(KILL_SERVER).broken(Parts.seeing(view -> Seen.paused(view, true)))),
            new Mutant(
                    "IGNORES_A_PAUSE",
                    "acts while operators have asked it not to",
                    "O4",
                    WHOLE.under(PAUSE, KILL_SERVER).broken(Parts.seeing(view -> Seen.paused(view, false)))),
            new Mutant(
                    "CLEARS_NOTHING",
                    "leaves a failover request where it is",
                    "O4",
                    WHOLE.under(SWITCHOVER, FAILOVER)
                            .broken(Parts.asking((real, question, view) -> question instanceof Action.ClearFailover
                                            || question instanceof Action.ReduceFailoverToCandidate
                                    ? view
                                    : real.ask(question, view)))));

    private AgentMutants() {}
}

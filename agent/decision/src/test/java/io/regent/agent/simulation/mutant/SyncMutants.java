package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.CUT_NODES;
import static io.regent.agent.simulation.fault.Kind.HANG_NODES;
import static io.regent.agent.simulation.fault.Kind.KILL_SERVER;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_REPLICATION;
import static io.regent.agent.simulation.mutant.Ground.QUORUM;
import static io.regent.agent.simulation.mutant.Ground.SYNCHRONOUS;

import java.util.List;

/** What is wrong with synchronous replication. */
final class SyncMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "FORGETS_TO_TAKE_A_PROMISE_BACK",
                    "lets the server wait for fewer members and leaves the promise that names them",
                    "O2",
                    SYNCHRONOUS
                            .under(POWER_CUT, CUT_NODES, HANG_NODES, KILL_SERVER)
                            .broken(Parts.asking(Wrong::takeNothingBack))),
            new Mutant(
                    "COUNTS_NO_VOTES",
                    "stands for election without the votes that a quorum needs",
                    "O2",
                    QUORUM.under(POWER_CUT, SLOW_REPLICATION, KILL_SERVER, CUT_NODES)
                            .broken(
                                    Parts.seeing(Seen::withoutVotes),
                                    Parts.learning((_, _, answered) ->
                                            answered.with(Heard.withoutPositions(answered.peers()))))));

    private SyncMutants() {}
}

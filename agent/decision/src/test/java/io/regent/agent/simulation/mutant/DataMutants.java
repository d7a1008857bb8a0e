package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.FAILOVER;
import static io.regent.agent.simulation.fault.Kind.ISOLATE;
import static io.regent.agent.simulation.fault.Kind.KILL_SERVER;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.REINITIALIZE;
import static io.regent.agent.simulation.fault.Kind.SLOW_REPLICATION;
import static io.regent.agent.simulation.fault.Kind.SWITCHOVER;
import static io.regent.agent.simulation.fault.Kind.TOOLS_DIE;
import static io.regent.agent.simulation.mutant.Ground.NO_ARCHIVE;
import static io.regent.agent.simulation.mutant.Ground.WHOLE;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Lease;
import io.regent.postgres.Divergence;
import java.util.List;
import java.util.Optional;

/** What is wrong with standbys and their data. */
final class DataMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "NEVER_STARTS_A_STANDBY",
                    "does not start a standby that has stopped",
                    "O4",
                    WHOLE.under(KILL_SERVER).broken(Parts.never(Action.StartStandby.class::isInstance))),
            new Mutant(
                    "NEVER_RESTARTS_A_CRASHED_PRIMARY",
                    "keeps the lease with a server that has stopped",
                    "O4",
                    WHOLE.under(KILL_SERVER)
                            .broken(Parts.doing(
                                    (command, view) -> view.lease() instanceof Lease.Mine && Wrong.isStart(command)
                                            ? new Action.Wait()
                                            : command))),
            new Mutant(
                    "NEVER_FOLLOWS_A_NEW_LEADER",
                    "goes on following the leader that was",
                    "O4",
                    WHOLE.under(SWITCHOVER).broken(Parts.never(Action.Follow.class::isInstance))),
            new Mutant(
                    "FOLLOWS_WITHOUT_COMPARING",
                    "takes every history for a part of the leader's",
                    "O4",
                    WHOLE.under(ISOLATE, POWER_CUT, SLOW_REPLICATION)
                            .broken(Parts.learning(
                                    (question, _, answered) -> question instanceof Action.ExamineDivergence
                                            ? answered.with(new Divergence.Follows())
                                            : answered))),
            new Mutant(
                    "BELIEVES_THE_NUMBERS_OF_TIMELINES",
                    "takes timelines of the same number for the same timeline",
                    "O5",
                    NO_ARCHIVE
                            .under(ISOLATE, POWER_CUT, KILL_SERVER, FAILOVER)
                            .broken(Parts.learning((_, _, answered) -> answered.divergence()
                                            .filter(Divergence.Irreconcilable.class::isInstance)
                                            .isPresent()
                                    ? answered.with(new Divergence.Follows())
                                    : answered))),
            new Mutant(
                    "STARTS_WITHOUT_REWINDING",
                    "starts a diverged data directory as it is",
                    "O4",
                    WHOLE.under(ISOLATE, POWER_CUT, SLOW_REPLICATION)
                            .broken(Parts.doing((command, _) -> command instanceof Action.Rewind(var source)
                                    ? new Action.StartStandby(Optional.of(source))
                                    : command))),
            new Mutant(
                    "NEVER_REPAIRS_A_DIVERGED_DIRECTORY",
                    "neither rewinds nor clones a diverged data directory",
                    "O4",
                    WHOLE.under(ISOLATE, POWER_CUT, SLOW_REPLICATION)
                            .broken(Parts.never(
                                    command -> command instanceof Action.Rewind || command instanceof Action.Clone))),
            new Mutant(
                    "TAKES_HALF_A_CLONE_FOR_A_WHOLE_ONE",
                    "does not see that a data directory is half done",
                    "O4",
                    WHOLE.under(TOOLS_DIE, REINITIALIZE).broken(Parts.observing(HalfBlind::new))),
            new Mutant(
                    "CLONES_FROM_ANYBODY",
                    "clones from any member instead of starting what it has",
                    "O4",
                    WHOLE.under(POWER_CUT, KILL_SERVER).broken(Parts.doing(Wrong::cloneInstead))));

    private DataMutants() {}
}

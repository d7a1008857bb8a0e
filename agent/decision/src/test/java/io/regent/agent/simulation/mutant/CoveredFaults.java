package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.CUT_NODES;
import static io.regent.agent.simulation.fault.Kind.FREEZE_MACHINE;
import static io.regent.agent.simulation.fault.Kind.HANG_LOOP;
import static io.regent.agent.simulation.fault.Kind.HANG_NODES;
import static io.regent.agent.simulation.fault.Kind.ISOLATE;
import static io.regent.agent.simulation.fault.Kind.KILL_AGENT;
import static io.regent.agent.simulation.fault.Kind.KILL_SERVER;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_HOOK;
import static io.regent.agent.simulation.fault.Kind.SLOW_REPLICATION;
import static io.regent.agent.simulation.fault.Kind.SWITCHOVER;
import static io.regent.agent.simulation.fault.Kind.WAL_GONE;
import static io.regent.agent.simulation.mutant.Ground.PAIR;
import static io.regent.agent.simulation.mutant.Ground.SYNCHRONOUS;
import static io.regent.agent.simulation.mutant.Ground.WHOLE;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.DcsView;
import io.regent.postgres.Divergence;
import io.regent.postgres.SlotPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults that no oracle notices, and why. */
final class CoveredFaults {

    static final List<Covered> ALL = List.of(
            new Covered(
                    "BECOMES_PRIMARY_WITHOUT_LOOKING",
                    "does not look at the lease right before the server becomes a primary",
                    "the turn breaks off a promotion whose lease is lost, and the lines of fencing end a server that becomes a primary too late",
                    WHOLE.under(SLOW_HOOK, HANG_LOOP, POWER_CUT).broken(Parts.writingWithoutLooking())),
            new Covered(
                    "PROMISES_WITHOUT_WAITING",
                    "tells the store whom commits wait for, and does not tell the server",
                    "the next look at the server shows whom it waits for, and until then no other promise is made",
                    SYNCHRONOUS
                            .under(POWER_CUT, KILL_SERVER, SLOW_REPLICATION, HANG_NODES, CUT_NODES)
                            .broken(Parts.asking(
                                    (real, question, view) -> question instanceof Action.SetSyncNames(var names)
                                            ? view.with(view.answers().sync().with(names))
                                            : real.ask(question, view)))),
            new Covered(
                    "PROMOTES_ON_AN_OLD_VIEW",
                    "decides on a promotion without a new reading of the store after the lease was granted",
                    "what was seen is old only after two elections within one turn of a loop that hung; ScenariosTest has one (LES-019)",
                    WHOLE.under(FREEZE_MACHINE, HANG_LOOP, CUT_NODES, POWER_CUT, KILL_AGENT)
                            .broken(Parts.learning((question, before, answered) ->
                                    question instanceof Action.AcquireLease && answered.dcs() instanceof DcsView.Seen
                                            ? before.with(answered.lease())
                                            : answered))),
            new Covered(
                    "FORGETS_TO_DISARM",
                    "leaves the fence armed when the server is no primary any more",
                    "a fence that was left armed ends a standby once, which is started again",
                    WHOLE.under(ISOLATE, SWITCHOVER)
                            .broken(Parts.fencing(Moved.Forgotten::new), Parts.supervising(Moved.Forgotten::new))),
            new Covered(
                    "IGNORES_WHO_IS_AHEAD",
                    "does not hear how far the others are",
                    "whoever stands lags at most maximum_lag_on_failover, and asynchronous commits may be lost by as much",
                    WHOLE.under(POWER_CUT, SLOW_REPLICATION, KILL_AGENT)
                            .broken(Parts.learning(
                                    (_, _, answered) -> answered.with(Heard.withoutPositions(answered.peers()))))),
            new Covered(
                    "TAKES_NOT_KNOWN_FOR_DIVERGED",
                    "takes a leader that cannot be asked for one with another history",
                    "what need not be repaired is repaired: a rewind finds nothing to do, and nothing is cloned without a source",
                    WHOLE.under(ISOLATE, POWER_CUT, CUT_NODES)
                            .broken(Parts.learning((_, _, answered) -> answered.divergence()
                                            .filter(Divergence.NotKnown.class::isInstance)
                                            .isPresent()
                                    ? answered.with(new Divergence.Diverged("not known"))
                                    : answered))),
            new Covered(
                    "KEEPS_NO_SLOTS",
                    "keeps no replication slot for anybody",
                    "a standby that misses what the others have dropped is cloned again; slots save that work",
                    WHOLE.under(POWER_CUT, HANG_NODES, WAL_GONE)
                            .broken(Parts.finishing((duties, _) ->
                                    Altered.with(duties, "slots", Optional.of(SlotPlan.physical(Map.of())))))),
            new Covered(
                    "PUBLISHES_NO_HISTORY",
                    "does not tell the store of a new timeline",
                    "the oracle knows no more than the store; standbys compare with the leader itself before they follow it",
                    PAIR.under(POWER_CUT)
                            .broken(Parts.finishing(
                                    (duties, _) -> Altered.with(duties, "historyOf", Optional.empty())))),
            new Covered(
                    "FORGETS_EVERYTHING",
                    "remembers nothing from one turn to the next",
                    "an agent that has just started knows as little, and what it must not forget is in the store and in the data directory",
                    WHOLE.under(SWITCHOVER, POWER_CUT, ISOLATE).broken(Parts.seeing(Seen::forgetful))),
            new Covered(
                    "IGNORES_ITS_WORK",
                    "does not see that work is being done",
                    "simulated work ends within a turn, or the state of the server tells of it",
                    WHOLE.under(SWITCHOVER, POWER_CUT).broken(Parts.seeing(Seen::withoutWork))));

    private CoveredFaults() {}
}

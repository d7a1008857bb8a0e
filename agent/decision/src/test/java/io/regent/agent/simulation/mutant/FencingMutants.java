package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.CUT_FROM_CLIENTS;
import static io.regent.agent.simulation.fault.Kind.CUT_FROM_STORE;
import static io.regent.agent.simulation.fault.Kind.CUT_NODES;
import static io.regent.agent.simulation.fault.Kind.FREEZE_POSTMASTER;
import static io.regent.agent.simulation.fault.Kind.HANG_LOOP;
import static io.regent.agent.simulation.fault.Kind.HANG_SERVER;
import static io.regent.agent.simulation.fault.Kind.ISOLATE;
import static io.regent.agent.simulation.fault.Kind.KILL_AGENT;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_STOP;
import static io.regent.agent.simulation.fault.Kind.SLOW_STOP_WORKER;
import static io.regent.agent.simulation.fault.Kind.STOP_AGENT_PROCESS;
import static io.regent.agent.simulation.mutant.Ground.NO_FENCE;
import static io.regent.agent.simulation.mutant.Ground.NO_SUPERVISOR;
import static io.regent.agent.simulation.mutant.Ground.SUPERVISOR;
import static io.regent.agent.simulation.mutant.Ground.WATCHDOG;
import static io.regent.agent.simulation.mutant.Ground.WHOLE;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Demotion;
import io.regent.postgres.PostgresState;
import java.util.List;

/** What is wrong with the ways in which a primary is stopped. */
final class FencingMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "IGNORES_ITS_DEMOTION",
                    "lets the server go on instead of demoting it",
                    "O1",
                    NO_FENCE.under(ISOLATE).broken(Parts.never(Action.Demote.class::isInstance))),
            new Mutant(
                    "DEMOTES_ONLY_WITH_A_STORE",
                    "lets the server go on while the store is silent",
                    "O1",
                    NO_FENCE.under(ISOLATE)
                            .broken(Parts.doing((command, view) ->
                                    command instanceof Action.Demote && view.dcs() instanceof DcsView.Silent
                                            ? new Action.Wait()
                                            : command))),
            new Mutant(
                    "DEMOTES_GENTLY",
                    "lets the server finish in peace whatever the reason for the demotion",
                    "O1",
                    NO_FENCE.under(ISOLATE, FREEZE_POSTMASTER, CUT_FROM_STORE)
                            .broken(Parts.doing((command, _) -> command instanceof Action.Demote
                                    ? new Action.Demote(Demotion.GRACEFUL)
                                    : command))),
            new Mutant(
                    "STARTS_AGAIN_AS_PRIMARY",
                    "starts a former primary as a primary, whoever leads",
                    "O1",
                    WHOLE.under(KILL_AGENT, POWER_CUT)
                            .broken(
                                    Parts.doing((command, _) -> command instanceof Action.StartStandby
                                            ? new Action.StartPrimary()
                                            : command),
                                    Parts.writingWithoutLooking())),
            new Mutant(
                    "TAKES_A_SILENT_SERVER_FOR_A_STOPPED_ONE",
                    "takes a server that does not answer for one that does not run",
                    "O1",
                    NO_FENCE.under(HANG_SERVER, SLOW_STOP, SLOW_STOP_WORKER, CUT_FROM_STORE)
                            .broken(Parts.seeing(view -> view.postgres() instanceof PostgresState.Unresponsive silent
                                    ? Seen.server(view, new PostgresState.Stopped(silent.control()))
                                    : view))),
            new Mutant(
                    "HAS_NO_FENCE",
                    "never arms the fence timer",
                    "O1",
                    NO_SUPERVISOR.under(HANG_LOOP, CUT_NODES).broken(Parts.fencing(Moved.Never::new))),
            new Mutant(
                    "ARMS_THE_FENCE_LATE",
                    "lets the fence timer act after the end of the lease",
                    "O1",
                    NO_SUPERVISOR.under(HANG_LOOP, CUT_NODES).broken(Parts.fencing(Moved.Late::new))),
            new Mutant(
                    "DOES_NOT_MOVE_THE_FENCE",
                    "leaves the fence where it was when the lease is renewed",
                    "O4",
                    WHOLE.under(CUT_FROM_CLIENTS).broken(Parts.fencing(Moved.Once::new))),
            new Mutant(
                    "NEVER_TELLS_THE_SUPERVISOR",
                    "never tells the supervisor of the lease",
                    "O1",
                    SUPERVISOR
                            .under(STOP_AGENT_PROCESS, KILL_AGENT, CUT_NODES)
                            .broken(Parts.supervising(Moved.Never::new))),
            new Mutant(
                    "TELLS_THE_SUPERVISOR_LATE",
                    "tells the supervisor a deadline after the end of the lease",
                    "O1",
                    SUPERVISOR.under(HANG_LOOP, CUT_NODES).broken(Parts.supervising(Moved.Late::new))),
            new Mutant(
                    "FORGETS_THE_WATCHDOG",
                    "says that the watchdog runs, and does not start it",
                    "O1",
                    WATCHDOG.under(HANG_LOOP, CUT_NODES).broken(Parts.watched(Handled.NeverStarted::new))),
            new Mutant(
                    "FEEDS_THE_WATCHDOG_FOR_TOO_LONG",
                    "gives the watchdog more time than the lease has",
                    "O1",
                    WATCHDOG.under(HANG_LOOP, CUT_NODES).broken(Parts.watched(Handled.Overfed::new))),
            new Mutant(
                    "STARVES_THE_WATCHDOG",
                    "does not feed the watchdog when the lease is renewed",
                    "O4",
                    WATCHDOG.under(CUT_FROM_CLIENTS).broken(Parts.watched(Handled.Starved::new))));

    private FencingMutants() {}
}

package io.regent.agent.simulation.mutant;

import static io.regent.agent.simulation.fault.Kind.CHANGE_TTL;
import static io.regent.agent.simulation.fault.Kind.CUT_FROM_ALL_BUT_STORE;
import static io.regent.agent.simulation.fault.Kind.CUT_FROM_CLIENTS;
import static io.regent.agent.simulation.fault.Kind.CUT_NODES;
import static io.regent.agent.simulation.fault.Kind.HANG_LOOP;
import static io.regent.agent.simulation.fault.Kind.HANG_STORE;
import static io.regent.agent.simulation.fault.Kind.KILL_AGENT;
import static io.regent.agent.simulation.fault.Kind.MINORITY_STORE;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_STORE;
import static io.regent.agent.simulation.fault.Kind.STOP_AGENT;
import static io.regent.agent.simulation.fault.Kind.SWITCHOVER;
import static io.regent.agent.simulation.mutant.Ground.NO_FENCE;
import static io.regent.agent.simulation.mutant.Ground.WHOLE;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Lease;
import io.regent.dcs.LeaseAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is wrong with the lease. */
final class LeaseMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "COUNTS_FROM_THE_ANSWER",
                    "counts the end of the lease from the answer, not from the request",
                    "O8",
                    NO_FENCE.under(SLOW_STORE, HANG_LOOP)
                            .broken(Misheard.granted(
                                    (_, wanted, underWay) -> new LeaseAnswer.Granted(wanted.plus(underWay))))),
            new Mutant(
                    "BELIEVES_IN_TWICE_THE_LEASE",
                    "takes the lease for twice as long as was granted",
                    "O8",
                    NO_FENCE.under(HANG_LOOP)
                            .broken(Misheard.granted(
                                    (_, wanted, _) -> new LeaseAnswer.Granted(wanted.multipliedBy(2))))),
            new Mutant(
                    "IGNORES_A_SHORTER_TTL",
                    "goes on with the ttl that was, when a shorter one is set",
                    "O8",
                    NO_FENCE.under(CHANGE_TTL, HANG_LOOP)
                            .broken(Misheard.granted((_, _, _) -> new LeaseAnswer.Granted(Duration.ofSeconds(30))))),
            new Mutant(
                    "TAKES_SILENCE_FOR_YES",
                    "takes a store that does not answer for one that grants",
                    "O8",
                    WHOLE.under(MINORITY_STORE)
                            .broken(Misheard.hearing((said, wanted, _) ->
                                    said instanceof LeaseAnswer.Unanswered ? new LeaseAnswer.Granted(wanted) : said))),
            new Mutant(
                    "TAKES_NO_FOR_YES",
                    "takes a refusal for a grant",
                    "O1",
                    WHOLE.under(KILL_AGENT, POWER_CUT, SLOW_STORE, HANG_STORE)
                            .broken(Misheard.hearing((said, wanted, _) ->
                                    said instanceof LeaseAnswer.Refused ? new LeaseAnswer.Granted(wanted) : said))),
            new Mutant(
                    "TRUSTS_A_READ",
                    "takes a reading that names it the leader for a confirmed lease",
                    "O1",
                    NO_FENCE.under(MINORITY_STORE, CUT_FROM_ALL_BUT_STORE, CUT_NODES)
                            .broken(Parts.learning((question, before, answered) -> question instanceof Action.RenewLease
                                            && before.cluster().isLedBy(before.me())
                                    ? Wrong.confirmed(before)
                                    : answered))),
            new Mutant(
                    "NEVER_RENEWS",
                    "confirms a lease without asking the store",
                    "O4",
                    NO_FENCE.under(CUT_NODES)
                            .broken(Parts.asking((real, question, view) -> question instanceof Action.RenewLease
                                    ? Wrong.confirmed(view)
                                    : real.ask(question, view)))),
            new Mutant(
                    "PROMOTES_WITHOUT_THE_LEASE",
                    "goes on as if the lease were granted, whatever the store said",
                    "O1",
                    WHOLE.under(KILL_AGENT, POWER_CUT, STOP_AGENT)
                            .broken(
                                    Parts.learning((question, _, answered) ->
                                            question instanceof Action.AcquireLease ? Wrong.won(answered) : answered),
                                    Parts.writingWithoutLooking())),
            new Mutant(
                    "RELEASES_BEFORE_THE_STOP",
                    "gives the lease up before the server is stopped",
                    "O1",
                    WHOLE.under(SWITCHOVER)
                            .broken(Parts.carryingOut(Wrong::releaseFirst), Parts.learning(Heard::withoutPrimaries))),
            new Mutant(
                    "NEVER_GIVES_THE_LEASE_UP",
                    "keeps the lease of a server that was stopped in order to give it up",
                    "O4",
                    WHOLE.under(SWITCHOVER).broken(Parts.never(Action.ReleaseLease.class::isInstance))),
            new Mutant(
                    "RELEASES_WHILE_IT_LEADS",
                    "gives the lease of a running primary up",
                    "O7",
                    WHOLE.under(CUT_FROM_CLIENTS)
                            .broken(Parts.doing((command, view) ->
                                    command instanceof Action.Wait && view.lease() instanceof Lease.Mine
                                            ? new Action.ReleaseLease(Optional.empty())
                                            : command))));

    private LeaseMutants() {}
}

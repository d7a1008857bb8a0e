package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.View;
import io.regent.dcs.Deadline;
import io.regent.dcs.Member;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.wal.Lsn;
import java.util.Collections;
import java.util.Optional;

/** What a mutant does instead of what it should. */
final class Wrong {

    private static final int OFTEN = 60;

    private Wrong() {}

    /** As if the store had said yes. */
    static View confirmed(View view) {
        return view.with(new Lease.Mine(aTtlFromNow(view)));
    }

    /** As if the race for the lease had been won. */
    static View won(View view) {
        return view.afterRace(new Lease.Mine(aTtlFromNow(view)));
    }

    /** As if all members had said yes. */
    static FailsafeVotes allowed(View view) {
        return new FailsafeVotes.Accepted(aTtlFromNow(view));
    }

    static FailsafeVotes allButOne(FailsafeVotes real, View view) {
        return real instanceof FailsafeVotes.Refused(var reasons) && reasons.size() == 1 ? allowed(view) : real;
    }

    static void releaseFirst(Performer real, Action.Command command, View view) {
        if (command instanceof Action.Demote) {
            real.carryOut(new Action.ReleaseLease(Optional.empty()), view);
        }
        real.carryOut(command, view);
    }

    static View askOften(Performer real, Action.Question question, View view) {
        View learned = real.ask(question, view);
        for (int i = 1; i < OFTEN && question instanceof Action.RenewLease; i++) {
            learned = real.ask(question, view);
        }
        return learned;
    }

    /** A promise that names fewer is not written, as if it had been. */
    static View takeNothingBack(Performer real, Action.Question question, View view) {
        Optional<Versioned<SyncState>> made = view.cluster().sync();
        boolean fewer = question instanceof Action.WriteSync(var promise)
                && made.isPresent()
                && !promise.map(SyncState::standbys)
                        .orElseGet(Collections::emptySortedSet)
                        .containsAll(made.orElseThrow().value().standbys());
        return fewer && question instanceof Action.WriteSync(var promise)
                ? view.with(view.cluster()
                        .withSync(promise.map(
                                next -> new Versioned<>(next, made.orElseThrow().revision()))))
                : real.ask(question, view);
    }

    static boolean isStart(Action.Command command) {
        return command instanceof Action.StartPrimary
                || command instanceof Action.StartStandby
                || command instanceof Action.RecoverCrash;
    }

    static Action.Command cloneInstead(Action.Command command, View view) {
        return view.cluster().members().stream()
                .map(Member::name)
                .filter(name -> isStart(command) && !name.equals(view.me()))
                .findFirst()
                .<Action.Command>map(other -> new Action.Clone(new Origin.Peer(other)))
                .orElse(command);
    }

    static Action.Command followAgain(Action.Command command, View view) {
        boolean idle = command instanceof Action.Wait && view.work() instanceof BackgroundWork.Idle;
        return idle && view.lease() instanceof Lease.Mine ? new Action.Follow(Optional.empty()) : command;
    }

    /** Once more by one byte, and back again. */
    static Duties alwaysAnotherStatus(Duties duties, View view) {
        Lsn known = view.cluster().status().optime();
        var status =
                duties.status().map(own -> own.optime().equals(known) ? own.at(new Lsn(known.position() + 1)) : own);
        return Altered.with(duties, "status", status);
    }

    private static Deadline aTtlFromNow(View view) {
        return Deadline.after(view.now(), view.settings().ttl());
    }
}

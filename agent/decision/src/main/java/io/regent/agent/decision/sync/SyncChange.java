package io.regent.agent.decision.sync;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The way from what is to what is wanted, one safe step at a time (HA-135, HA-143, HA-147; LES-091, LES-094).
 *
 * <p>Two things can be changed, never both at once: whom the server waits for, and what the store promises. At every instant the
 * first backs the second ({@link Guarantee#backs}), so that whoever may lead holds every acknowledged commit. The order of steps
 * is not written down anywhere: it follows from asking of each step whether it keeps this. Something new is made before something
 * old is given up.
 *
 * @param inForce whom the server waits for, as it says itself
 * @param promise what the store says; empty when it says nothing
 * @param confirmed the standbys that the server waits for and that hold everything acknowledged before it began to (HA-140), by
 *     {@link SyncNames#folded} name
 */
public record SyncChange(
        MemberName me, SyncNames inForce, Optional<SyncState> promise, Set<String> confirmed, Target target) {

    public SyncChange {
        confirmed = Set.copyOf(confirmed);
    }

    /** The next step. */
    public SyncStep next() {
        if (promise.filter(made -> Target.isBy(made, me)).isEmpty()) {
            return new SyncStep.WritePromise(Target.nobody(me));
        }
        SyncState made = promise.orElseThrow();
        if (!Guarantee.of(inForce).backs(made)) {
            return new SyncStep.WritePromise(Target.nobody(me));
        }
        boolean waitsForTarget = target.names().means(inForce);
        if (isSame(made, target.promise())) {
            return waitsForTarget ? new SyncStep.Settled() : new SyncStep.SetNames(target.names());
        }
        if (mayReplace(made, target.promise())) {
            return new SyncStep.WritePromise(target.promise());
        }
        if (waitsForTarget) {
            return new SyncStep.AwaitStandbys();
        }
        return Guarantee.of(target.names()).backs(made) ? new SyncStep.SetNames(target.names()) : throughBoth(made);
    }

    /** Old and new together: commits wait for all of them, or, where any will do, more votes are asked for. */
    private SyncStep throughBoth(SyncState made) {
        var both = new TreeSet<>(made.standbys());
        both.addAll(target.promise().standbys());
        if (target.promise().quorum() == 0) {
            SyncNames all = target.names() instanceof SyncNames.Listed listed && listed.method() == SyncNames.Method.ANY
                    ? SyncNames.anyOf(both.size(), Target.texts(both))
                    : SyncNames.allOf(Target.texts(both));
            return all.means(inForce) ? new SyncStep.AwaitStandbys() : new SyncStep.SetNames(all);
        }
        Set<String> voters = Guarantee.folded(made.standbys());
        int added = Guarantee.without(Guarantee.folded(both), voters).size();
        int afterwards =
                Guarantee.folded(both).size() - Guarantee.of(target.names()).acknowledgements();
        return new SyncStep.WritePromise(new SyncState(me, both, Math.max(made.quorum() + added, afterwards)));
    }

    /**
     * Whether the one promise may take the other's place. What will be acknowledged from now on is the server's matter; what was
     * acknowledged before is held by the confirmed standbys, and by every winner under the old promise. So each winner under the
     * new one must have seen a confirmed standby, or enough of the old voters to win under the old one.
     */
    private boolean mayReplace(SyncState old, SyncState other) {
        Set<String> unconfirmed = Guarantee.without(Guarantee.folded(other.standbys()), confirmed);
        Set<String> strangers = Guarantee.without(unconfirmed, Guarantee.folded(old.standbys()));
        boolean seesConfirmed = other.quorum() + 1 > unconfirmed.size();
        boolean winsUnderOld = other.quorum() >= old.quorum() + strangers.size();
        return Guarantee.of(inForce).backs(other) && (seesConfirmed || winsUnderOld);
    }

    private static boolean isSame(SyncState one, SyncState other) {
        return one.quorum() == other.quorum()
                && new HashSet<>(Guarantee.folded(one.standbys()))
                        .equals(new HashSet<>(Guarantee.folded(other.standbys())));
    }
}

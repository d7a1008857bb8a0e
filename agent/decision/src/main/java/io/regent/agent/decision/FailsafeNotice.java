package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.Status;

/**
 * This member's promise to a leader that goes on without the store: until then the cluster counts as led by it, whatever the
 * store says of the leader key (HA-171, LES-131).
 *
 * @param until {@code ttl} after the request came in, and so never before the leader stops counting on the promise
 */
public record FailsafeNotice(FailsafeLeader leader, Deadline until) {

    /** Whether the promise still binds. */
    public boolean isActiveAt(long nowNanos) {
        return !until.passedAt(nowNanos);
    }

    /**
     * The view with the promise kept (D-003): a store that shows no leader, or none that can be read, counts as one that shows the
     * leader to whom it was given. A primary has given none that binds it, and a holder that the store names is one.
     */
    public static View kept(View view) {
        return view.notice()
                .filter(notice -> notice.isActiveAt(view.now()) && !view.isPrimary())
                .map(notice -> kept(view, notice.leader()))
                .orElse(view);
    }

    private static View kept(View view, FailsafeLeader leader) {
        Cluster led = led(view.cluster(), leader);
        return switch (view.lease()) {
            case Lease.Vacant _ -> view.with(led).with(new Lease.Theirs(leader.name()));
            case Lease.Unanswered _ ->
                view.dcs() instanceof DcsView.Silent(String cause, Cluster _)
                        ? view.with(new DcsView.Silent(cause, led))
                        : view.with(led);
            case Lease.Theirs _, Lease.Claimed _, Lease.Mine _, Lease.Lost _ -> view;
        };
    }

    private static Cluster led(Cluster seen, FailsafeLeader leader) {
        Status known = seen.status();
        return seen.ledBy(leader.name(), seen.member(leader.name()).orElseGet(leader::record))
                .with(new Status(known.optime().max(leader.position()), leader.slots(), known.retainSlots()));
    }
}

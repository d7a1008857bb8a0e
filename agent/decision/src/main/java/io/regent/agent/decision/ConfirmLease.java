package io.regent.agent.decision;

import java.util.Optional;

/** A lease that the store says is ours is confirmed before anything else is done with it (HA-058). */
final class ConfirmLease {

    private ConfirmLease() {}

    static Optional<Decision> decide(View view) {
        return Failsafe.keepsPromise(view)
                .or(() -> view.lease() instanceof Lease.Claimed
                        ? Say.does(new Action.RenewLease(), Rule.CONFIRM_LEASE)
                        : Say.nothing());
    }
}

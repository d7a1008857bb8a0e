package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.postgres.SlotName;
import io.regent.postgres.Upstream;
import java.util.Optional;

/** How a member is streamed from. */
public final class Upstreams {

    private Upstreams() {}

    /** The member as an upstream of this one; empty when it has not published its address. */
    public static Optional<Upstream> of(Member member, View view) {
        return member.address()
                .map(address -> new Upstream(
                        member.name().value(),
                        address.host(),
                        address.port(),
                        view.settings().useSlots() && keepsSlot(member, view)
                                ? Optional.of(SlotName.of(view.me().value()))
                                : Optional.empty()));
    }

    /** A member that may not lead keeps slots for those only that are told to stream from it ({@link Duties}). */
    private static boolean keepsSlot(Member member, View view) {
        boolean mayLead =
                view.cluster().isLedBy(member.name()) || !member.tags().nofailover();
        return mayLead
                || view.settings()
                        .tags()
                        .replicatefrom()
                        .filter(member.name()::equals)
                        .isPresent();
    }
}

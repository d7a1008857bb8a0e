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
                        view.settings().useSlots()
                                ? Optional.of(SlotName.of(view.me().value()))
                                : Optional.empty()));
    }
}

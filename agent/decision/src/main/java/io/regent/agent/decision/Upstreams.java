package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.SlotName;
import io.regent.postgres.Upstream;
import java.util.Optional;
import java.util.stream.Collectors;

/** How somebody is streamed from. */
public final class Upstreams {

    private Upstreams() {}

    /** The origin as an upstream of this member; empty when it is not known where it is. */
    public static Optional<Upstream> of(Origin origin, View view) {
        return switch (origin) {
            case Origin.Peer(MemberName name) -> view.cluster().member(name).flatMap(member -> of(member, view));
            case Origin.Remote _ ->
                view.settings()
                        .standbyCluster()
                        .filter(remote -> !remote.hosts().isEmpty())
                        .map(Upstreams::of);
        };
    }

    private static Optional<Upstream> of(Member member, View view) {
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

    /** The remote slot is the operator's, so without one that he names there is none. */
    private static Upstream of(Settings.StandbyCluster remote) {
        String places = remote.hosts().stream()
                .map(place -> place.host() + ":" + place.port())
                .collect(Collectors.joining(","));
        return new Upstream(
                places,
                remote.hosts().stream()
                        .map(place -> new Upstream.Address(place.host(), place.port()))
                        .toList(),
                remote.slot());
    }
}

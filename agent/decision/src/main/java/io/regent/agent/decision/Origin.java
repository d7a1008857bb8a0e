package io.regent.agent.decision;

import io.regent.dcs.MemberName;

/** Where data and log come from: who is copied, streamed from, and compared with. */
public sealed interface Origin {

    /** Another member of this cluster. */
    record Peer(MemberName member) implements Origin {}

    /** The primary of the cluster that this one replicates (HA-152). */
    record Remote() implements Origin {}

    /** What an operator calls it. */
    default String words() {
        return switch (this) {
            case Peer(MemberName member) -> member.value();
            case Remote _ -> "the remote primary";
        };
    }
}

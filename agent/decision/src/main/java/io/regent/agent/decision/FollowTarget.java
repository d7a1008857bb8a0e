package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import java.util.Optional;

/** Whom this member streams from (D-100 to D-103, D-110). */
sealed interface FollowTarget {

    /** There is a server to stream from. */
    record Server(Origin origin) implements FollowTarget {}

    /** Nobody: the log comes from the archive. */
    record Archive() implements FollowTarget {}

    /** The store does not say, so that what is set now is as good as anything (D-110). */
    record Unknown() implements FollowTarget {}

    /** What the first of the rows says that applies. */
    static FollowTarget of(View view) {
        if (view.settings().tags().nostream()) {
            return new Archive();
        }
        if (isForRemote(view)) {
            return remote(view).<FollowTarget>map(Server::new).orElseGet(Archive::new);
        }
        return Members.upstream(view)
                .<FollowTarget>map(member -> new Server(new Origin.Peer(member.name())))
                .orElseGet(Unknown::new);
    }

    /**
     * Whose history the local one must be part of: the leader's, and in a standby cluster the remote primary's, because the leader
     * there is a standby itself (HA-119). Empty when there is nobody to ask.
     */
    static Optional<Origin> historian(View view) {
        return view.isStandbyCluster() ? remote(view) : Members.leader(view).map(FollowTarget::peer);
    }

    /** Whom to start with: what is not known yet is found out when the server runs. */
    default Optional<Origin> upstream() {
        return switch (this) {
            case Server(Origin origin) -> Optional.of(origin);
            case Archive _, Unknown _ -> Optional.empty();
        };
    }

    /** The leader of a standby cluster follows the remote, and so does everybody while there is no leader (D-101, HA-154). */
    private static boolean isForRemote(View view) {
        boolean leads = view.lease() instanceof Lease.Mine;
        boolean nobodyLeads = view.cluster().leader().isEmpty() && !view.paused();
        return view.isStandbyCluster() && (leads || nobodyLeads);
    }

    private static Optional<Origin> remote(View view) {
        return view.settings()
                .standbyCluster()
                .filter(cluster -> !cluster.hosts().isEmpty())
                .map(cluster -> new Origin.Remote());
    }

    private static Origin peer(MemberName member) {
        return new Origin.Peer(member);
    }
}

package io.regent.dcs;

import java.util.Optional;

/**
 * A key below a cluster's prefix (HA-002).
 *
 * @param path relative to the prefix, without a leading slash
 */
public record ClusterKey(String path) {

    public static final ClusterKey CONFIG = new ClusterKey("config");
    public static final ClusterKey INITIALIZE = new ClusterKey("initialize");
    public static final ClusterKey LEADER = new ClusterKey("leader");
    public static final ClusterKey STATUS = new ClusterKey("status");
    public static final ClusterKey HISTORY = new ClusterKey("history");
    public static final ClusterKey FAILOVER = new ClusterKey("failover");
    public static final ClusterKey SYNC = new ClusterKey("sync");
    public static final ClusterKey FAILSAFE = new ClusterKey("failsafe");

    /** Where the leader's position was kept before {@link #STATUS} (HA-018). */
    public static final ClusterKey LEGACY_OPTIME = new ClusterKey("optime/leader");

    private static final String MEMBERS = "members/";

    /** The record of one member. */
    public static ClusterKey member(MemberName name) {
        return new ClusterKey(MEMBERS + name);
    }

    /** Whether this is the record of a member. */
    public boolean isMember() {
        return path.startsWith(MEMBERS);
    }

    /** Whose record this is; empty for every other key. */
    public Optional<MemberName> memberName() {
        return Optional.of(path)
                .filter(member -> isMember())
                .map(member -> member.substring(MEMBERS.length()))
                .filter(name -> !name.isBlank())
                .map(MemberName::new);
    }

    @Override
    public String toString() {
        return path;
    }
}

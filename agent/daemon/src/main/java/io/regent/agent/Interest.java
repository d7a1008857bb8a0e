package io.regent.agent;

import io.regent.dcs.ClusterKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which changes in the store concern every member at once (HA-030). What a member writes of itself does not (LES-012), except
 * for its first record, because it needs a replication slot before it can stream.
 */
final class Interest {

    private static final Set<ClusterKey> SHARED =
            Set.of(ClusterKey.LEADER, ClusterKey.CONFIG, ClusterKey.FAILOVER, ClusterKey.INITIALIZE);

    private final Set<ClusterKey> known = ConcurrentHashMap.newKeySet();

    boolean wakesTheLoop(ClusterKey key) {
        return SHARED.contains(key) || (key.isMember() && known.add(key));
    }
}

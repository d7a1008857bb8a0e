package io.regent.agent;

import io.regent.dcs.ClusterKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Which changes in the store concern a member at once (HA-030, HA-057). What a member writes of itself does not (LES-012),
 * except for its first record, because it needs a replication slot before it can stream; and the leader's position concerns
 * those who do not lead.
 */
final class Interest {

    private static final Set<ClusterKey> SHARED =
            Set.of(ClusterKey.LEADER, ClusterKey.CONFIG, ClusterKey.FAILOVER, ClusterKey.INITIALIZE);

    private final Set<ClusterKey> known = ConcurrentHashMap.newKeySet();

    private final BooleanSupplier leads;

    /**
     * @param leads whether this member holds the lease
     */
    Interest(BooleanSupplier leads) {
        this.leads = leads;
    }

    boolean wakesTheLoop(ClusterKey key) {
        return SHARED.contains(key)
                || (key.equals(ClusterKey.STATUS) && !leads.getAsBoolean())
                || (key.isMember() && known.add(key));
    }
}

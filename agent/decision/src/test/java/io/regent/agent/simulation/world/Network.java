package io.regent.agent.simulation.world;

import io.regent.dcs.MemberName;
import java.util.HashMap;
import java.util.Map;

/**
 * Who reaches whom. Packets take one way or the other; a conversation needs both. Several faults may break the same way; it
 * works again when the last of them is over.
 */
public final class Network {

    /** The store, as one end of a line. */
    public static final String STORE = "dcs";

    /** The programs that use the database, as one end of a line. */
    public static final String CLIENTS = "clients";

    /** What can be wrong with one way. */
    public enum Trouble {
        /** Nothing arrives. */
        CUT,
        /** Connections stay open, and what is sent arrives when it is over. */
        HUNG,
        /** What is sent takes long. */
        SLOW
    }

    private record Way(String from, String to, Trouble trouble) {}

    private final Map<Way, Integer> troubles = new HashMap<>();

    /** Whether the two can hold a conversation. */
    public boolean connects(MemberName one, MemberName other) {
        return one.equals(other)
                || troubles.isEmpty()
                || (isFree(one.value(), other.value(), Trouble.CUT)
                        && isFree(one.value(), other.value(), Trouble.HUNG));
    }

    /** Whether what one sends arrives at the other now. */
    public boolean carries(MemberName from, MemberName to) {
        return isOpen(from.value(), to.value()) && !isHung(from, to);
    }

    /** Whether an open connection between the two is mute, or would be if there were one. */
    public boolean isHung(MemberName one, MemberName other) {
        return !isFree(one.value(), other.value(), Trouble.HUNG);
    }

    /** Whether the way between two nodes is slow. */
    public boolean isSlow(MemberName one, MemberName other) {
        return !isFree(one.value(), other.value(), Trouble.SLOW);
    }

    public boolean reachesStore(MemberName node) {
        return isOpen(node.value(), STORE);
    }

    public boolean isReachedByStore(MemberName node) {
        return isOpen(STORE, node.value());
    }

    /** Whether what the node and the store send each other waits. */
    public boolean isStoreHung(MemberName node) {
        return !isFree(node.value(), STORE, Trouble.HUNG);
    }

    /** Whether the line between the node and the store is slow. */
    public boolean isStoreSlow(MemberName node) {
        return !isFree(node.value(), STORE, Trouble.SLOW);
    }

    public boolean reachableForClients(MemberName node) {
        return isOpen(node.value(), CLIENTS) && isOpen(CLIENTS, node.value());
    }

    /** Makes one way worse. */
    public void trouble(String from, String to, Trouble trouble) {
        troubles.merge(new Way(from, to, trouble), 1, Integer::sum);
    }

    /** Undoes one {@link #trouble}. */
    public void relieve(String from, String to, Trouble trouble) {
        troubles.computeIfPresent(new Way(from, to, trouble), (_, count) -> count == 1 ? null : count - 1);
    }

    private boolean isFree(String one, String other, Trouble trouble) {
        return troubles.isEmpty()
                || (!troubles.containsKey(new Way(one, other, trouble))
                        && !troubles.containsKey(new Way(other, one, trouble)));
    }

    private boolean isOpen(String from, String to) {
        return troubles.isEmpty() || !troubles.containsKey(new Way(from, to, Trouble.CUT));
    }
}

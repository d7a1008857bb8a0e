package io.regent.agent.simulation.world;

import io.regent.dcs.MemberName;
import java.util.Map;
import java.util.TreeMap;

/** Who reaches whom. Several faults may cut the same line; it works again when the last of them is over. */
public final class Network {

    private static final String STORE = "dcs";
    private static final String CLIENTS = "clients";

    private final Map<String, Integer> cuts = new TreeMap<>();

    public boolean connects(MemberName one, MemberName other) {
        return one.equals(other) || isWhole(between(one, other));
    }

    public boolean reachesStore(MemberName node) {
        return isWhole(node + "-" + STORE);
    }

    public boolean reachableForClients(MemberName node) {
        return isWhole(node + "-" + CLIENTS);
    }

    public void cut(MemberName one, MemberName other) {
        add(between(one, other), 1);
    }

    public void join(MemberName one, MemberName other) {
        add(between(one, other), -1);
    }

    public void cutFromStore(MemberName node) {
        add(node + "-" + STORE, 1);
    }

    public void joinToStore(MemberName node) {
        add(node + "-" + STORE, -1);
    }

    public void cutFromClients(MemberName node) {
        add(node + "-" + CLIENTS, 1);
    }

    public void joinToClients(MemberName node) {
        add(node + "-" + CLIENTS, -1);
    }

    private boolean isWhole(String line) {
        return cuts.getOrDefault(line, 0) == 0;
    }

    private void add(String line, int change) {
        cuts.merge(line, change, Integer::sum);
    }

    private static String between(MemberName one, MemberName other) {
        return one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
    }
}

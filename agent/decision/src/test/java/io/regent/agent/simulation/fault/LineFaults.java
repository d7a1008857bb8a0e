package io.regent.agent.simulation.fault;

import static io.regent.agent.simulation.world.Network.CLIENTS;
import static io.regent.agent.simulation.world.Network.STORE;

import io.regent.agent.simulation.world.Agent;
import io.regent.agent.simulation.world.Network.Trouble;
import io.regent.agent.simulation.world.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to the lines between nodes, and to the lines to the store and to clients. */
final class LineFaults {

    private record Way(String from, String to) {}

    private LineFaults() {}

    static Optional<Runnable> cutNodes(Scene scene) {
        return scene.isOneNode()
                ? Optional.empty()
                : trouble(scene, Trouble.CUT, both(scene.node(), name(scene.other())));
    }

    static Optional<Runnable> cutNodesOneWay(Scene scene) {
        return scene.isOneNode()
                ? Optional.empty()
                : trouble(scene, Trouble.CUT, List.of(new Way(name(scene.node()), name(scene.other()))));
    }

    static Optional<Runnable> cutFromStore(Scene scene) {
        return trouble(scene, Trouble.CUT, both(scene.node(), STORE));
    }

    static Optional<Runnable> cutWayToStore(Scene scene) {
        return trouble(scene, Trouble.CUT, List.of(new Way(name(scene.node()), STORE)));
    }

    static Optional<Runnable> cutWayFromStore(Scene scene) {
        return trouble(scene, Trouble.CUT, List.of(new Way(STORE, name(scene.node()))));
    }

    static Optional<Runnable> cutFromClients(Scene scene) {
        return trouble(scene, Trouble.CUT, both(scene.node(), CLIENTS));
    }

    static Optional<Runnable> isolate(Scene scene) {
        List<Way> ways = toAllButStore(scene);
        ways.addAll(both(scene.node(), STORE));
        return trouble(scene, Trouble.CUT, ways);
    }

    static Optional<Runnable> cutFromAllButStore(Scene scene) {
        return trouble(scene, Trouble.CUT, toAllButStore(scene));
    }

    static Optional<Runnable> slowNodes(Scene scene) {
        return scene.isOneNode()
                ? Optional.empty()
                : trouble(scene, Trouble.SLOW, both(scene.node(), name(scene.other())));
    }

    static Optional<Runnable> slowStore(Scene scene) {
        return trouble(scene, Trouble.SLOW, both(scene.node(), STORE));
    }

    static Optional<Runnable> hangNodes(Scene scene) {
        return scene.isOneNode()
                ? Optional.empty()
                : trouble(scene, Trouble.HUNG, both(scene.node(), name(scene.other())));
    }

    static Optional<Runnable> hangStore(Scene scene) {
        return trouble(scene, Trouble.HUNG, both(scene.node(), STORE));
    }

    private static List<Way> toAllButStore(Scene scene) {
        var ways = new ArrayList<Way>();
        scene.world().nodes().stream()
                .filter(other -> other != scene.node())
                .forEach(other -> ways.addAll(both(scene.node(), name(other))));
        ways.addAll(both(scene.node(), CLIENTS));
        return ways;
    }

    private static List<Way> both(Node node, String other) {
        return List.of(new Way(name(node), other), new Way(other, name(node)));
    }

    /** A watch that was cut off tells of a change when it is open again (LES-007). */
    private static Optional<Runnable> trouble(Scene scene, Trouble trouble, List<Way> ways) {
        var network = scene.world().network();
        return Scene.until(() -> ways.forEach(way -> network.trouble(way.from(), way.to(), trouble)), () -> {
            ways.forEach(way -> network.relieve(way.from(), way.to(), trouble));
            if (ways.stream().anyMatch(way -> way.from().equals(STORE))) {
                scene.node().agent().ifPresent(Agent::wake);
            }
        });
    }

    private static String name(Node node) {
        return node.name().value();
    }
}

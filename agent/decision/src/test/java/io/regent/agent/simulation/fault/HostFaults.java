package io.regent.agent.simulation.fault;

import io.regent.agent.simulation.world.Node;
import java.time.Duration;
import java.util.Optional;

/** What happens to a machine, its clock, its disk and the agent on it. */
final class HostFaults {

    private HostFaults() {}

    static Optional<Runnable> killAgent(Scene scene) {
        return Scene.once(scene.node()::killAgent);
    }

    static Optional<Runnable> stopAgentProcess(Scene scene) {
        return Scene.once(() -> scene.node().stopAgentProcess(scene.lasting()));
    }

    static Optional<Runnable> hangLoop(Scene scene) {
        return Scene.once(() -> scene.node().hangLoop(scene.lasting()));
    }

    static Optional<Runnable> freezeMachine(Scene scene) {
        return Scene.once(() -> scene.node().freezeMachine(scene.lasting()));
    }

    static Optional<Runnable> freezeMachineAndClock(Scene scene) {
        return Scene.once(() -> {
            scene.node().freezeMachine(scene.lasting());
            scene.node().clock().hide(scene.lasting());
        });
    }

    /** By up to an hour; another step puts it right. */
    static Optional<Runnable> wallClockStep(Scene scene) {
        Duration step = Duration.ofSeconds((scene.variant() % 7200) - 3600);
        var clock = scene.node().clock();
        return Scene.until(() -> clock.stepWall(step), () -> clock.stepWall(step.negated()));
    }

    static Optional<Runnable> powerCut(Scene scene) {
        Node node = scene.node();
        return Scene.until(node::cutPower, node::restorePower);
    }

    static Optional<Runnable> stallDisk(Scene scene) {
        return Scene.once(() -> scene.node().disk().stall(scene.lasting()));
    }

    static Optional<Runnable> fullDisk(Scene scene) {
        Node node = scene.node();
        return Scene.until(
                () -> {
                    node.disk().full(true);
                    node.server().die();
                },
                () -> node.disk().full(false));
    }

    static Optional<Runnable> toolsDie(Scene scene) {
        Node node = scene.node();
        return Scene.until(() -> node.disk().toolsDie(true), () -> node.disk().toolsDie(false));
    }
}

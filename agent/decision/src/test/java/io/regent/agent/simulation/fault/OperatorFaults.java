package io.regent.agent.simulation.fault;

import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.agent.simulation.server.ServerObservation;
import io.regent.agent.simulation.world.Agent;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.MemberName;
import java.util.List;
import java.util.Optional;

/** What people and service managers ask for, at the worst of moments. */
final class OperatorFaults {

    /** What operators change the settings of synchronous replication to. */
    private static final List<Settings.Sync> SYNCHRONOUS = List.of(
            new Settings.Sync(Mode.ON, false, 1, -1),
            new Settings.Sync(Mode.ON, false, 2, -1),
            new Settings.Sync(Mode.ON, true, 1, -1),
            new Settings.Sync(Mode.QUORUM, false, 1, -1),
            new Settings.Sync(Mode.QUORUM, true, 2, -1),
            new Settings.Sync(Mode.QUORUM, true, 1, -1),
            new Settings.Sync(Mode.OFF, false, 2, -1));

    private OperatorFaults() {}

    static Optional<Runnable> switchover(Scene scene) {
        return Scene.once(() -> scene.world()
                .leader()
                .ifPresent(leader ->
                        scene.operator().request(Optional.of(leader), candidate(scene, leader), Optional.empty())));
    }

    /** What has not been done by then is cancelled. */
    static Optional<Runnable> scheduledSwitchover(Scene scene) {
        var at = ServerObservation.EPOCH.plusNanos(
                scene.world().now() + scene.lasting().dividedBy(2).toNanos());
        return Scene.until(
                () -> scene.world()
                        .leader()
                        .ifPresent(leader -> scene.operator()
                                .request(Optional.of(leader), candidate(scene, leader), Optional.of(at))),
                () -> scene.world().forget(ClusterKey.FAILOVER));
    }

    static Optional<Runnable> failover(Scene scene) {
        return Scene.once(() -> scene.operator()
                .request(Optional.empty(), Optional.of(scene.other().name()), Optional.empty()));
    }

    static Optional<Runnable> pause(Scene scene) {
        return Scene.until(scene.operator()::pause, scene.operator()::resume);
    }

    static Optional<Runnable> changeTtl(Scene scene) {
        return Scene.until(
                () -> scene.operator().ttl(scene.half() ? 20 : 60),
                () -> scene.operator().ttl(30));
    }

    static Optional<Runnable> changeSync(Scene scene) {
        int any = (int) (scene.lasting().toMillis() % SYNCHRONOUS.size());
        return Scene.once(() -> scene.operator().synchronous(SYNCHRONOUS.get(any)));
    }

    static Optional<Runnable> stopAgent(Scene scene) {
        return Scene.once(() -> scene.node().agent().ifPresent(Agent::tellToStop));
    }

    static Optional<Runnable> restartServer(Scene scene) {
        return ask(scene, new OperatorRequest.Restart(Optional.empty()));
    }

    static Optional<Runnable> reinitialize(Scene scene) {
        return ask(scene, new OperatorRequest.Reinitialize(scene.half(), false));
    }

    private static Optional<Runnable> ask(Scene scene, OperatorRequest request) {
        return Scene.once(() -> scene.node().agent().ifPresent(agent -> agent.ask(request)));
    }

    private static Optional<MemberName> candidate(Scene scene, MemberName leader) {
        return Optional.of(scene.other().name()).filter(other -> scene.half() && !other.equals(leader));
    }
}

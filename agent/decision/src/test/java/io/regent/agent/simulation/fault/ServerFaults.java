package io.regent.agent.simulation.fault;

import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Tempo.Slowness;
import java.util.Optional;

/** What happens to a PostgreSQL server. */
final class ServerFaults {

    private ServerFaults() {}

    static Optional<Runnable> kill(Scene scene) {
        return Scene.once(scene.node().server()::die);
    }

    static Optional<Runnable> hang(Scene scene) {
        Server server = scene.node().server();
        return Scene.until(() -> server.hang(true), () -> server.hang(false));
    }

    static Optional<Runnable> freezeBackend(Scene scene) {
        return Scene.once(() -> scene.node().server().freezeBackend(scene.lasting()));
    }

    static Optional<Runnable> freezePostmaster(Scene scene) {
        return Scene.once(() -> scene.node().server().freezePostmaster(scene.lasting()));
    }

    static Optional<Runnable> slowStop(Scene scene) {
        return slow(scene, Slowness.ARCHIVER_AT_STOP);
    }

    static Optional<Runnable> slowStopWalsender(Scene scene) {
        return slow(scene, Slowness.WALSENDER_AT_STOP);
    }

    static Optional<Runnable> slowStopWorker(Scene scene) {
        return slow(scene, Slowness.WORKER_AT_STOP);
    }

    static Optional<Runnable> slowStart(Scene scene) {
        return slow(scene, Slowness.START);
    }

    static Optional<Runnable> slowPromotion(Scene scene) {
        return slow(scene, Slowness.PROMOTION);
    }

    static Optional<Runnable> slowHook(Scene scene) {
        return slow(scene, Slowness.HOOK);
    }

    static Optional<Runnable> slowReplication(Scene scene) {
        return slow(scene, Slowness.REPLICATION);
    }

    static Optional<Runnable> walGone(Scene scene) {
        Server server = scene.node().server();
        long end = server.data().map(data -> data.wal().end()).orElse(0L);
        return Scene.until(() -> server.oldLog().loseUpTo(end), server.oldLog()::find);
    }

    private static Optional<Runnable> slow(Scene scene, Slowness what) {
        var tempo = scene.node().server().tempo();
        return Scene.until(() -> tempo.slow(what), () -> tempo.normal(what));
    }
}

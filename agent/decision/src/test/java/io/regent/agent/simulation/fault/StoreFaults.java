package io.regent.agent.simulation.fault;

import io.regent.agent.simulation.world.Agent;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.StoreAccess;
import io.regent.dcs.ClusterKey;
import java.time.Duration;
import java.util.Optional;

/** What happens to the store, and to what a node sees of it. */
final class StoreFaults {

    private StoreFaults() {}

    static Optional<Runnable> down(Scene scene) {
        return Scene.until(() -> scene.world().storeDown(true), () -> {
            scene.world().storeDown(false);
            scene.operator().configure();
        });
    }

    static Optional<Runnable> minority(Scene scene) {
        return access(scene, StoreAccess.Limit.MINORITY);
    }

    static Optional<Runnable> errors(Scene scene) {
        return access(scene, StoreAccess.Limit.ERRORS);
    }

    static Optional<Runnable> lostReplies(Scene scene) {
        return access(scene, StoreAccess.Limit.LOST_REPLIES);
    }

    /** When the watch is open again, it tells of a change (LES-007). */
    static Optional<Runnable> watchCancelled(Scene scene) {
        StoreAccess access = scene.node().storeAccess();
        return Scene.until(() -> access.limit(StoreAccess.Limit.NO_WATCH), () -> {
            access.free(StoreAccess.Limit.NO_WATCH);
            scene.node().agent().ifPresent(Agent::wake);
        });
    }

    static Optional<Runnable> wiped(Scene scene) {
        return Scene.once(scene.world()::wipeStore);
    }

    /** Up to ten minutes go back. */
    static Optional<Runnable> restored(Scene scene) {
        return Scene.once(() -> scene.world().restoreStore(Duration.ofSeconds(scene.variant() % 600)));
    }

    /** Not in the moment of a promotion: the next leader would be faster than the news of the loss. */
    static Optional<Runnable> leaderKeyDeleted(Scene scene) {
        boolean settled = scene.world()
                .leader()
                .map(scene.world()::node)
                .filter(Node::canCommit)
                .isPresent();
        return settled ? Scene.once(() -> scene.world().forget(ClusterKey.LEADER)) : Optional.empty();
    }

    private static Optional<Runnable> access(Scene scene, StoreAccess.Limit limit) {
        StoreAccess access = scene.node().storeAccess();
        return Scene.until(() -> access.limit(limit), () -> access.free(limit));
    }
}

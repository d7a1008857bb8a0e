package io.regent.agent.simulation.fault;

import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.world.World;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.dcs.wire.Wire;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Who writes settings and requests into the store, past all members. */
final class Operator {

    private final World world;
    private int paused;
    private int ttl = 30;
    private Settings.Sync synchronous;

    Operator(World world) {
        this.world = world;
        this.synchronous = world.wiring().synchronous();
    }

    /** Clusters that never were synchronous stay as they are. */
    void synchronous(Settings.Sync wanted) {
        if (!synchronous.equals(Settings.Sync.NONE)) {
            synchronous = wanted;
            configure();
        }
    }

    void pause() {
        paused++;
        configure();
    }

    void resume() {
        paused--;
        configure();
    }

    void ttl(int seconds) {
        ttl = seconds;
        configure();
    }

    /** An operator who finds no store, or no settings in it, tries again when there are some. */
    void configure() {
        String wanted = Wire.config(world.document(ttl, synchronous, paused > 0));
        if (world.stored(ClusterKey.CONFIG)
                .filter(config -> !config.equals(wanted))
                .isPresent()) {
            world.store(ClusterKey.CONFIG, wanted);
        }
    }

    void request(Optional<MemberName> leader, Optional<MemberName> candidate, Optional<OffsetDateTime> at) {
        world.store(ClusterKey.FAILOVER, Wire.failover(new FailoverRequest(leader, candidate, at)));
    }
}

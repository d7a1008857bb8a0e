package io.regent.agent.simulation.world;

import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.View;
import io.regent.dcs.Cluster;
import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Timeline;
import java.util.Optional;

/** What the agents of one node took for the state of the cluster, one after the other. */
public final class Sightings {

    private final World world;
    private long revision;
    private Optional<Timeline> newest = Optional.empty();
    private Optional<MemberName> leader = Optional.empty();
    private long leaders;
    private long reasonsSpent;
    private Optional<String> step = Optional.empty();

    Sightings(World world) {
        this.world = world;
    }

    void saw(View view) {
        if (view.dcs() instanceof DcsView.Seen(Cluster cluster)) {
            saw(cluster);
        }
    }

    /** How a view was older than one before it; empty while none was. */
    public Optional<String> stepBack() {
        return step;
    }

    /** An outsider may put an old store back, and an operator may make a leader of a member that is on an older timeline. */
    private boolean isPardoned() {
        long reasons = world.storeRewinds() + leaders;
        boolean pardoned = reasons > reasonsSpent;
        reasonsSpent = reasons;
        return pardoned;
    }

    private void saw(Cluster cluster) {
        if (!cluster.leader().equals(leader)) {
            leader = cluster.leader();
            leaders++;
        }
        if (cluster.revision() < revision) {
            step = Optional.of("revision %d after %d".formatted(cluster.revision(), revision));
        }
        Optional<Timeline> current = cluster.history().current();
        boolean back = newest.isPresent()
                && current.filter(now -> !now.isBefore(newest.orElseThrow())).isEmpty();
        if (back && !isPardoned()) {
            step = Optional.of("a history up to %s after one up to %s".formatted(current, newest.orElseThrow()));
        }
        revision = cluster.revision();
        newest = current;
    }
}

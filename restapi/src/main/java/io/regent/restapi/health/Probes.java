package io.regent.restapi.health;

import io.regent.postgres.ReplayProgress;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.Quantity;
import io.regent.restapi.StatusSnapshot;
import java.util.Optional;

/**
 * What an orchestrator asks: whether the agent lives, and whether the node may take traffic (API-041 to API-045).
 *
 * @param nowNanos the reading of the monotonic clock at which the request is answered
 */
public record Probes(StatusSnapshot status, Query query, long nowNanos) {

    /** Whether the loop is fresh. In pause nothing may restart the node, so the answer is positive (API-042). */
    public boolean isAlive() {
        return status.settings().paused() || status.heartbeat().isFreshAt(nowNanos);
    }

    /** Whether this node leads, or streams and is close enough to the leader. */
    public boolean isReady() {
        return new Health(status, Query.NONE, nowNanos).passes(HealthCheck.LEADER)
                || (status.server().isRunning()
                        && ReplayLag.progress(status).filter(this::isReady).isPresent());
    }

    private boolean isReady(ReplayProgress replay) {
        Lsn reached = query.value("mode").filter("write"::equals).isPresent() ? replay.received() : replay.replayed();
        return replay.streaming()
                && leaderPosition(replay)
                        .map(leader -> reached.bytesBehind(leader) <= limit())
                        .orElse(status.safeguards().failsafeActiveAt(nowNanos));
    }

    private long limit() {
        return query.value("lag")
                .map(Quantity::bytes)
                .filter(bytes -> bytes.isPresent())
                .map(bytes -> bytes.getAsLong())
                .orElse(status.settings().maximumLagOnFailover());
    }

    /** With the view of the cluster lost only the sender's own word counts, for the record may be old (API-045). */
    private Optional<Lsn> leaderPosition(ReplayProgress replay) {
        return status.dcs()
                .viewAt(nowNanos)
                .map(cluster -> cluster.status().optime().max(replay.senderEnd().orElse(Lsn.NONE)))
                .or(replay::senderEnd);
    }
}

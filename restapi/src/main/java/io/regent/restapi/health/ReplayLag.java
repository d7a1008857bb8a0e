package io.regent.restapi.health;

import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.StatusSnapshot;
import java.util.Optional;

/** How far the local server is behind the leader (API-023). A leader of unknown position is not ahead of anybody. */
final class ReplayLag {

    private ReplayLag() {}

    /** Bytes between the leader's last known position, however old the reading is, and the position replayed here. */
    static long behindLastKnownLeader(StatusSnapshot status) {
        Optional<ReplayProgress> replay = progress(status);
        Lsn recorded = status.dcs()
                .lastRead()
                .map(cluster -> cluster.status().optime())
                .orElse(Lsn.NONE);
        Lsn leader = recorded.max(replay.flatMap(ReplayProgress::senderEnd).orElse(Lsn.NONE));
        return replay.map(ReplayProgress::replayed).orElse(Lsn.NONE).bytesBehind(leader);
    }

    /** What the server says of its replay; empty on a primary and on a server that says nothing. */
    static Optional<ReplayProgress> progress(StatusSnapshot status) {
        return status.server().facts().flatMap(ServerFacts::replay);
    }
}

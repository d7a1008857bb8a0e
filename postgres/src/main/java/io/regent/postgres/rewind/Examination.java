package io.regent.postgres.rewind;

import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.LeaderProbe;
import io.regent.postgres.sql.LeaderProbe.Leader;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.util.Optional;

/** Collects the facts for {@link DivergenceRule} from the local data and from the leader. */
public record Examination(PostgresSettings settings) {

    /**
     * Compares.
     *
     * @param replayed how far a running standby has replayed; empty when no server runs here
     */
    public Divergence compareWith(Upstream leader, Optional<WalPosition> replayed) throws InterruptedException {
        Optional<ControlData> control = new Tools(settings).control();
        if (control.isEmpty()) {
            return new Divergence.NotKnown("the local control file cannot be read");
        }
        Optional<LocalEnd> local = replayed.isPresent() ? replayed.map(LocalEnd.Exact::new) : localEnd(control.get());
        if (local.isEmpty()) {
            return new Divergence.NotKnown("the end of the local log is not known");
        }
        return switch (new LeaderProbe(settings).ask(leader)) {
            case Leader.NotReady(String reason) -> new Divergence.NotKnown(reason);
            case Leader.Ready(SystemIdentifier system, TimelineHistory _)
            when !system.equals(control.get().system()) ->
                new Divergence.NotKnown("the leader has another system identifier, " + system);
            case Leader.Ready(SystemIdentifier _, TimelineHistory history) ->
                DivergenceRule.judge(local.get(), history);
        };
    }

    /** The end of the log of a server that does not run. */
    private Optional<LocalEnd> localEnd(ControlData control) throws InterruptedException {
        return switch (control.state()) {
            case SHUT_DOWN ->
                new Tools(settings)
                        .shutdownCheckpoint()
                        .map(checkpoint ->
                                new LocalEnd.Exact(new WalPosition(checkpoint.timeline(), checkpoint.end())));
            case SHUT_DOWN_IN_RECOVERY, IN_ARCHIVE_RECOVERY -> Optional.of(new LocalEnd.Exact(control.recoveryEnd()));
            case IN_PRODUCTION, SHUTTING_DOWN, IN_CRASH_RECOVERY, STARTING_UP ->
                Optional.of(new LocalEnd.AtLeast(new WalPosition(control.timeline(), control.checkpoint())));
            case UNKNOWN -> Optional.empty();
        };
    }
}

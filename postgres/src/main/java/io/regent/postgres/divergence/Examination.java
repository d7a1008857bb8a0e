package io.regent.postgres.divergence;

import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.ControlFields;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.LeaderProbe;
import io.regent.postgres.sql.Readiness;
import io.regent.postgres.wal.LogRange;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.sql.SQLException;
import java.util.Optional;

/** Collects the facts for {@link DivergenceRule} and {@link SameLog} from the local data and from the leader. */
public record Examination(PostgresSettings settings) {

    /** What the leader's answer to a question in the middle of the comparison is when there is none. */
    private static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unanswered(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Compares. A leader that cannot be rewound from yet may still look like its past, so that a difference is not believed (HA-113).
     *
     * @param replayed how far a running standby has replayed; empty when no server runs here
     */
    public Divergence compareWith(Upstream leader, Optional<WalPosition> replayed) throws InterruptedException {
        Divergence found = histories(leader, replayed);
        Optional<SystemIdentifier> ours = new Tools(settings).control().map(ControlData::system);
        return found instanceof Divergence.Diverged
                        && ours.isPresent()
                        && new LeaderProbe(settings).readyForRewind(leader, ours.get())
                                instanceof Readiness.NotYet(String reason)
                ? new Divergence.NotKnown(reason)
                : found;
    }

    /** Compares with a server that need not be a leader. */
    public Divergence histories(Upstream server, Optional<WalPosition> replayed) throws InterruptedException {
        Optional<ControlFields> fields = new Tools(settings).controlFields();
        Optional<ControlData> control = fields.flatMap(ControlFields::data);
        if (control.isEmpty()) {
            return new Divergence.NotKnown("the local control file cannot be read");
        }
        Optional<LocalEnd> local = replayed.isPresent() ? replayed.map(LocalEnd.Exact::new) : localEnd(control.get());
        if (local.isEmpty()) {
            return new Divergence.NotKnown("the end of the local log is not known");
        }
        try {
            LeaderProbe.Log theirs = new LeaderProbe(settings).log(server);
            return theirs.system().equals(control.get().system())
                    ? compare(local.get(), server, theirs, fields.get().segmentBytes())
                    : new Divergence.NotKnown("the leader has another system identifier, " + theirs.system());
        } catch (SQLException | Unanswered e) {
            return new Divergence.NotKnown("leader %s: %s".formatted(server.name(), e.getMessage()));
        }
    }

    private Divergence compare(LocalEnd local, Upstream leader, LeaderProbe.Log theirs, int segmentBytes) {
        WalPosition end = local.position();
        Optional<TimelineHistory> past = new DataDirectory(settings.dataDir()).history(end.timeline());
        Divergence byNumbers = DivergenceRule.judge(local, past, theirs.history());
        Divergence found = byNumbers instanceof Divergence.Follows
                ? sameLog(leader, segmentBytes)
                        .judge(
                                local,
                                past.map(TimelineHistory::beginning).orElse(Lsn.NONE),
                                endOf(end.timeline(), theirs))
                : byNumbers;
        return switch (found) {
            case Divergence.Diverged(String reason, var _) ->
                new Divergence.Diverged(
                        reason,
                        past.flatMap(history -> history.partsFrom(theirs.history(), end.lsn(), theirs.end()))
                                .map(common -> new LogRange(common, end)));
            case Divergence.Irreconcilable(String reason, var _) ->
                new Divergence.Irreconcilable(
                        reason,
                        past.map(history -> new LogRange(new WalPosition(end.timeline(), history.beginning()), end)));
            case Divergence.Follows _, Divergence.NotKnown _ -> found;
        };
    }

    private SameLog sameLog(Upstream leader, int segmentBytes) {
        return new SameLog(
                (from, bytes) -> new DataDirectory(settings.dataDir()).log(from, bytes, segmentBytes),
                (from, bytes) -> {
                    try {
                        return new LeaderProbe(settings).read(leader, from, bytes);
                    } catch (SQLException e) {
                        throw new Unanswered(e);
                    }
                });
    }

    private static Lsn endOf(Timeline timeline, LeaderProbe.Log theirs) {
        return theirs.endOf(timeline)
                .orElseThrow(() -> new IllegalStateException("a log that follows is on the leader's timelines"));
    }

    /** The end of the log of a server that does not run. */
    private Optional<LocalEnd> localEnd(ControlData control) throws InterruptedException {
        return switch (control.state()) {
            case SHUT_DOWN ->
                new Tools(settings)
                        .shutdownCheckpoint()
                        .map(checkpoint ->
                                new LocalEnd.Exact(new WalPosition(checkpoint.timeline(), checkpoint.end())));
            case SHUT_DOWN_IN_RECOVERY, IN_ARCHIVE_RECOVERY ->
                Optional.of(new LocalEnd.Recovering(control.recoveryEnd()));
            case IN_PRODUCTION, SHUTTING_DOWN, IN_CRASH_RECOVERY, STARTING_UP ->
                Optional.of(new LocalEnd.AtLeast(new WalPosition(control.timeline(), control.checkpoint())));
            case UNKNOWN -> Optional.empty();
        };
    }
}

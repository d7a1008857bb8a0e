package io.regent.agent.simulation.server;

import io.regent.postgres.ControlData;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.WalPosition;
import java.util.Map;

/**
 * What is on the disk.
 *
 * @param state what the control file says of the last run
 * @param checkpoint where the last checkpoint record begins
 * @param backupLabel whether it is a copy that was not started yet
 */
public record Data(SystemIdentifier system, Wal wal, State state, long checkpoint, boolean backupLabel) {

    Data with(Wal other) {
        return new Data(system, other, state, checkpoint, backupLabel);
    }

    Data in(State other) {
        return new Data(system, wal, other, checkpoint, backupLabel);
    }

    /** The same data when recovery is over and a server runs on it. */
    Data opened(State running) {
        return new Data(system, wal, running, checkpoint, false);
    }

    /** A checkpoint record is written at the end of the log. */
    Data checkpointed(State other) {
        return new Data(system, wal.grownBy(Wal.CHECKPOINT_RECORD), other, wal.end(), backupLabel);
    }

    /** What {@code pg_controldata} says. */
    public ControlData control() {
        boolean recovering = state == State.IN_ARCHIVE_RECOVERY || state == State.SHUT_DOWN_IN_RECOVERY;
        return new ControlData(
                state,
                system,
                wal.timeline(),
                new Lsn(checkpoint),
                new WalPosition(wal.timeline(), recovering ? new Lsn(wal.end()) : Lsn.NONE),
                Map.of());
    }

    /** What a comparison finds that reads the logs, and not only the numbers of their timelines. */
    public Divergence comparedWith(Data leader) {
        long shared = wal.sharedWith(leader.wal());
        String how = "%s and %s are the same up to %s"
                .formatted(wal.position(), leader.wal().position(), new Lsn(shared));
        if (shared >= wal.end()) {
            return new Divergence.Follows();
        }
        if (wal.timeline().equals(leader.wal().timeline())) {
            return shared >= leader.wal().end() ? new Divergence.NotKnown(how) : new Divergence.Irreconcilable(how);
        }
        return seemsToFollow(leader) ? new Divergence.Irreconcilable(how) : new Divergence.Diverged(how);
    }

    /** Whether the log says by its numbers alone, as a server sees it that streams, that this one can follow the other. */
    public boolean seemsToFollow(Data leader) {
        var theirs = leader.wal().history();
        var mine = wal.history();
        boolean sameForks = mine.forks().stream()
                .allMatch(fork ->
                        theirs.leftAt(fork.timeline()).filter(fork.at()::equals).isPresent());
        boolean notAhead = !mine.current().equals(theirs.current())
                || wal.end() <= leader.wal().end();
        return system.equals(leader.system()) && sameForks && notAhead && theirs.contains(wal.position());
    }
}

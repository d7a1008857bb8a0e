package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Map;

/**
 * What {@code pg_controldata} says of a data directory.
 *
 * @param state how the server ended, or that it did not
 * @param system the identity of the data
 * @param timeline the timeline of the latest checkpoint
 * @param checkpoint where the latest checkpoint record begins
 * @param recoveryEnd the minimum position that recovery must reach; {@link Lsn#NONE} on a former primary
 * @param backupLabel whether the directory is a base backup that no server has recovered yet: its state is the one of the server
 *     that it was copied from, and says nothing about this directory (LES-057)
 * @param settings the shared-memory settings the server last ran with, by parameter name ({@code max_connections} …)
 */
public record ControlData(
        State state,
        SystemIdentifier system,
        Timeline timeline,
        Lsn checkpoint,
        WalPosition recoveryEnd,
        boolean backupLabel,
        Map<String, Integer> settings) {

    /** "Database cluster state". */
    public enum State {
        STARTING_UP("starting up"),
        SHUT_DOWN("shut down"),
        SHUT_DOWN_IN_RECOVERY("shut down in recovery"),
        SHUTTING_DOWN("shutting down"),
        IN_CRASH_RECOVERY("in crash recovery"),
        IN_ARCHIVE_RECOVERY("in archive recovery"),
        IN_PRODUCTION("in production"),
        /** A text that no known version prints; handled on the safe side (LES-075). */
        UNKNOWN("unrecognized");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** The words that pg_controldata prints in the C locale. */
        public String text() {
            return text;
        }
    }

    public ControlData {
        settings = Map.copyOf(settings);
    }

    /** What is said of a directory that is no base backup. */
    public ControlData(
            State state,
            SystemIdentifier system,
            Timeline timeline,
            Lsn checkpoint,
            WalPosition recoveryEnd,
            Map<String, Integer> settings) {
        this(state, system, timeline, checkpoint, recoveryEnd, false, settings);
    }

    /** The same, with the knowledge whether the directory holds a {@code backup_label}. */
    public ControlData withBackupLabel(boolean present) {
        return new ControlData(state, system, timeline, checkpoint, recoveryEnd, present, settings);
    }

    /** The newest timeline that the data is known to be on. */
    public Timeline newestTimeline() {
        Timeline recovered = recoveryEnd.timeline();
        return recovered.isBefore(timeline) ? timeline : recovered;
    }

    /** Whether the server ended as a primary without a clean shutdown (D-086). */
    public boolean isUncleanPrimary() {
        return !backupLabel
                && switch (state) {
                    case IN_PRODUCTION, SHUTTING_DOWN, IN_CRASH_RECOVERY -> true;
                    case STARTING_UP, SHUT_DOWN, SHUT_DOWN_IN_RECOVERY, IN_ARCHIVE_RECOVERY, UNKNOWN -> false;
                };
    }

    /** Whether the server last ran as a primary (D-084). */
    public boolean isFromPrimary() {
        return isUncleanPrimary() || (!backupLabel && state == State.SHUT_DOWN);
    }
}

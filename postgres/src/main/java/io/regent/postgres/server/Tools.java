package io.regent.postgres.server;

import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.control.ControlFields;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.control.WalRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs of PostgreSQL that only look. */
public record Tools(PostgresSettings settings) {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);

    /** A program with its arguments. */
    public Program program(String name, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(settings.programs().command(name));
        command.addAll(arguments);
        return Program.of(command);
    }

    /** The fields of {@code pg_controldata}; empty when it failed. */
    public Optional<ControlFields> controlFields() throws InterruptedException {
        Program.Result result = program(
                        "pg_controldata", List.of(settings.dataDir().toString()))
                .within(LOOK_LIMIT)
                .run();
        return result.succeeded() ? Optional.of(ControlFields.parse(result.output())) : Optional.empty();
    }

    /** The control data; empty when it cannot be read or understood. */
    public Optional<ControlData> control() throws InterruptedException {
        return controlFields()
                .flatMap(ControlFields::data)
                .map(data -> data.withBackupLabel(new DataDirectory(settings.dataDir()).hasBackupLabel()));
    }

    /**
     * The shutdown checkpoint and where its record ends, found in the log itself; empty when the last record is another one or
     * cannot be read (LES-075).
     */
    public Optional<ShutdownCheckpoint> shutdownCheckpoint() throws InterruptedException {
        Optional<ControlFields> fields = controlFields();
        Optional<ControlData> control =
                fields.flatMap(ControlFields::data).filter(data -> data.state() == ControlData.State.SHUT_DOWN);
        if (fields.isEmpty() || control.isEmpty()) {
            return Optional.empty();
        }
        ControlData data = control.get();
        Program.Result dump = program(
                        "pg_waldump",
                        List.of(
                                "--path=" + settings.dataDir().resolve("pg_wal"),
                                "--timeline=" + data.timeline(),
                                "--start=" + data.checkpoint(),
                                "--limit=1"))
                .within(LOOK_LIMIT)
                .run();
        return WalRecord.first(dump.output())
                .filter(record ->
                        record.isShutdownCheckpoint() && record.start().equals(data.checkpoint()))
                .map(record -> new ShutdownCheckpoint(
                        data.timeline(),
                        record.start(),
                        record.end(fields.get().blockBytes(), fields.get().segmentBytes())));
    }
}

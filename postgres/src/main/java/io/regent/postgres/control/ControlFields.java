package io.regent.postgres.control;

import io.regent.postgres.ControlData;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The output of {@code pg_controldata} in the C locale, field by field. Lines that are no field are passed over: programs
 * print warnings between them (LES-075).
 */
public record ControlFields(Map<String, String> fields) {

    private static final Map<String, String> SETTINGS = Map.of(
            "max_connections setting", "max_connections",
            "max_worker_processes setting", "max_worker_processes",
            "max_wal_senders setting", "max_wal_senders",
            "max_prepared_xacts setting", "max_prepared_transactions",
            "max_locks_per_xact setting", "max_locks_per_transaction");

    private static final int DEFAULT_SEGMENT_BYTES = 16 * 1024 * 1024;
    private static final int DEFAULT_BLOCK_BYTES = 8192;

    public ControlFields {
        fields = Map.copyOf(fields);
    }

    /** Reads the program's output. */
    public static ControlFields parse(String output) {
        var fields = new HashMap<String, String>();
        output.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        });
        return new ControlFields(fields);
    }

    /** The fields that decisions rest on; empty when one of them is missing or unreadable, never a default (LES-075). */
    public Optional<ControlData> data() {
        try {
            Optional<SystemIdentifier> system =
                    field("Database system identifier").flatMap(SystemIdentifier::of);
            Optional<Timeline> timeline =
                    field("Latest checkpoint's TimeLineID").map(ControlFields::timeline);
            Optional<Lsn> checkpoint = field("Latest checkpoint location").map(Lsn::parse);
            if (system.isEmpty() || timeline.isEmpty() || checkpoint.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new ControlData(
                    state(), system.get(), timeline.get(), checkpoint.get(), recoveryEnd(timeline.get()), settings()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The size of a segment of the log, in bytes. */
    public int segmentBytes() {
        return number("Bytes per WAL segment").orElse(DEFAULT_SEGMENT_BYTES);
    }

    /** The size of a page of the log, in bytes. */
    public int blockBytes() {
        return number("WAL block size").orElse(DEFAULT_BLOCK_BYTES);
    }

    private State state() {
        String text = field("Database cluster state").orElse("");
        return Arrays.stream(State.values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElse(State.UNKNOWN);
    }

    private WalPosition recoveryEnd(Timeline fallback) {
        Lsn lsn = field("Minimum recovery ending location").map(Lsn::parse).orElse(Lsn.NONE);
        Timeline timeline = number("Min recovery ending loc's timeline")
                .filter(number -> number > 0)
                .map(Timeline::new)
                .orElse(fallback);
        return new WalPosition(timeline, lsn);
    }

    private Map<String, Integer> settings() {
        var settings = new HashMap<String, Integer>();
        SETTINGS.forEach((field, parameter) -> number(field).ifPresent(value -> settings.put(parameter, value)));
        return settings;
    }

    private Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private Optional<Integer> number(String name) {
        return field(name).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
    }

    private static Timeline timeline(String text) {
        return new Timeline(Integer.parseInt(text));
    }
}

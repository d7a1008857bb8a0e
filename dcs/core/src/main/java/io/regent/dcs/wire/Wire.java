package io.regent.dcs.wire;

import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.postgres.wal.Lsn;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the text of each key: compact JSON, its fields in the order that other members write (API-092). */
public final class Wire {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private Wire() {}

    /** {@code status}; empty parts are left out (HA-016). */
    public static String status(Status status) {
        var object = new LinkedHashMap<String, Object>();
        object.put("optime", status.optime().position());
        if (!status.slots().isEmpty()) {
            var slots = new LinkedHashMap<String, Long>();
            status.slots().forEach((name, lsn) -> slots.put(name, lsn.position()));
            object.put("slots", slots);
        }
        if (!status.retainSlots().isEmpty()) {
            object.put("retain_slots", status.retainSlots());
        }
        return Json.compact(object);
    }

    /** {@code optime/leader}, for members older than {@code status} (HA-018). */
    public static String optime(Lsn optime) {
        return Long.toUnsignedString(optime.position());
    }

    /** {@code history}: one row a timeline, as long as what is known of it (HA-020). */
    public static String history(History history) {
        return Json.compact(history.entries().stream().map(Wire::row).toList());
    }

    /** {@code failover}; a request that asks for nothing is the {@code {}} that clears the key (HA-021). */
    public static String failover(FailoverRequest request) {
        var object = new LinkedHashMap<String, Object>();
        request.leader().ifPresent(leader -> object.put("leader", leader.value()));
        request.candidate().ifPresent(candidate -> object.put("member", candidate.value()));
        request.scheduledAt().ifPresent(time -> object.put("scheduled_at", timestamp(time)));
        return Json.compact(object);
    }

    /** {@code sync} (HA-019). */
    public static String sync(SyncState sync) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("leader", sync.leader().value());
        object.put("quorum", sync.quorum());
        object.put("sync_standby", sync.standbys().isEmpty() ? null : names(sync));
        return Json.compact(object);
    }

    /** {@code config}, in the order of the document (IF-007). */
    public static String config(DynamicConfig config) {
        return Json.compact(config.document());
    }

    /** {@code members/<name>}, in the order of the map (HA-005). */
    public static String member(Map<String, ? extends @Nullable Object> data) {
        return Json.compact(data);
    }

    /** {@code failsafe}: api_url by member name (HA-022). */
    public static String failsafe(SortedMap<String, String> urls) {
        return Json.compact(urls);
    }

    /** ISO 8601 with a numeric zone, and a fraction of six digits or none. */
    public static String timestamp(OffsetDateTime time) {
        return time.format(time.getNano() < 1_000 ? SECONDS : MICROSECONDS);
    }

    private static List<@Nullable Object> row(HistoryEntry entry) {
        var row = new ArrayList<@Nullable Object>();
        row.add(entry.timeline().number());
        row.add(entry.at().position());
        row.add(entry.reason());
        if (entry.timestamp().isPresent() || entry.newLeader().isPresent()) {
            row.add(entry.timestamp().orElse(null));
        }
        entry.newLeader().ifPresent(row::add);
        return row;
    }

    private static String names(SyncState sync) {
        return sync.standbys().stream().map(MemberName::value).collect(Collectors.joining(","));
    }
}

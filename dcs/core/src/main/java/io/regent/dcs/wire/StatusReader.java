package io.regent.dcs.wire;

import io.regent.dcs.Status;
import io.regent.postgres.wal.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code status}: an object, or the bare number that older members write (HA-018). */
final class StatusReader {

    private StatusReader() {}

    static Status read(String text) {
        return Json.parseObject(text).map(StatusReader::fromObject).orElseGet(() -> fromNumber(text));
    }

    private static Status fromObject(Map<String, Object> object) {
        return new Status(
                Fields.lsn(object.get("optime")).orElse(Lsn.NONE),
                slots(object.get("slots")),
                names(object.get("retain_slots")));
    }

    private static Status fromNumber(String text) {
        return Fields.lsn(text.strip()).map(Status.NONE::at).orElse(Status.NONE);
    }

    private static SortedMap<String, Lsn> slots(@Nullable Object value) {
        var slots = new TreeMap<String, Lsn>();
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (slot, position) -> Fields.lsn(position).ifPresent(lsn -> slots.put(String.valueOf(slot), lsn)));
        }
        return slots;
    }

    private static List<String> names(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Fields::text).flatMap(Optional::stream).toList()
                : List.of();
    }
}

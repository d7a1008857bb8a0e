package io.regent.dcs.wire;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code sync}; older members write no {@code quorum} (HA-019). */
final class SyncReader {

    private SyncReader() {}

    /** The promise, or empty when the text is no object or names no leader. */
    static Optional<SyncState> read(String text) {
        return Json.parseObject(text)
                .flatMap(object -> Fields.member(object.get("leader"))
                        .map(leader -> new SyncState(leader, standbys(object.get("sync_standby")), quorum(object))));
    }

    private static SortedSet<MemberName> standbys(@Nullable Object value) {
        var standbys = new TreeSet<MemberName>();
        Fields.text(value).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .flatMap(name -> Fields.member(name).stream())
                .forEach(standbys::add);
        return standbys;
    }

    private static int quorum(Map<String, Object> object) {
        return Fields.whole(object.get("quorum"))
                .filter(number -> number <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElse(0);
    }
}

package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.SlotName;
import io.regent.postgres.wal.Lsn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A leader that goes on without the store, as it presents itself to the members that it asks for their consent (HA-170).
 *
 * @param connUrl where its server is
 * @param apiUrl where its agent is
 * @param slots the positions of its slots by name, its own among them
 */
public record FailsafeLeader(
        MemberName name, Optional<String> connUrl, Optional<String> apiUrl, SortedMap<String, Lsn> slots) {

    public FailsafeLeader {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** Its record, for a store in which it has expired. */
    Member record() {
        var fields = new LinkedHashMap<String, Object>();
        connUrl.ifPresent(url -> fields.put("conn_url", url));
        apiUrl.ifPresent(url -> fields.put("api_url", url));
        fields.put("state", "running");
        fields.put("role", "primary");
        return new Member(name, fields);
    }

    /** Where its own log ends, as far as it told. */
    Lsn position() {
        return slots.getOrDefault(SlotName.of(name.value()), Lsn.NONE);
    }
}

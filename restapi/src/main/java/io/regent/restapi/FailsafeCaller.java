package io.regent.restapi;

import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Lsn;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A leader that goes on without the DCS, and asks for the consent of this member (API-126).
 *
 * @param connUrl where its server is
 * @param apiUrl where its agent is
 * @param slots the positions of its slots by name
 */
public record FailsafeCaller(
        MemberName name, Optional<String> connUrl, Optional<String> apiUrl, SortedMap<String, Lsn> slots) {

    public FailsafeCaller {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }
}

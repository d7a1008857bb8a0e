package io.regent.restapi;

import io.regent.dcs.Deadline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The node's watchdog and the failsafe mode.
 *
 * @param watchdogFailed the watchdog is required and cannot be relied on (API-063)
 * @param failsafeUntil until when the primary runs on by the consent of all members, without a DCS, as last agreed or promised;
 *     empty when it does not
 * @param failsafeMembers api_url by member name as cached; empty when nothing is cached (API-125)
 */
public record Safeguards(
        boolean watchdogFailed, Optional<Deadline> failsafeUntil, Map<String, String> failsafeMembers) {

    /** Nothing configured, nothing wrong. */
    public static final Safeguards NONE = new Safeguards(false, Optional.empty(), Map.of());

    public Safeguards {
        failsafeMembers = Collections.unmodifiableMap(new LinkedHashMap<>(failsafeMembers));
    }

    /** Whether the failsafe mode is active at the given reading of the clock (HA-171). */
    public boolean failsafeActiveAt(long nowNanos) {
        return failsafeUntil.filter(until -> !until.passedAt(nowNanos)).isPresent();
    }
}

package io.regent.restapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The node's watchdog and the failsafe mode.
 *
 * @param watchdogFailed the watchdog is required and cannot be relied on (API-063)
 * @param failsafeActive the primary runs on by the consent of all members, without a DCS
 * @param failsafeMembers api_url by member name as cached; empty when nothing is cached (API-125)
 */
public record Safeguards(boolean watchdogFailed, boolean failsafeActive, Map<String, String> failsafeMembers) {

    /** Nothing configured, nothing wrong. */
    public static final Safeguards NONE = new Safeguards(false, false, Map.of());

    public Safeguards {
        failsafeMembers = Collections.unmodifiableMap(new LinkedHashMap<>(failsafeMembers));
    }
}

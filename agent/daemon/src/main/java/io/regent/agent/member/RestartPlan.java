package io.regent.agent.member;

import io.regent.restapi.ScheduledRestart;
import io.regent.restapi.status.NodeDocument;
import io.regent.restapi.status.Timestamps;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A restart that waits for its time, for one server process and no other.
 *
 * @param postmasterStart of the server that is to be restarted; empty when it was not known
 */
public record RestartPlan(ScheduledRestart restart, Optional<OffsetDateTime> postmasterStart) {

    /** As the member's record shows it (HA-211). */
    Map<String, Object> record() {
        var record = new LinkedHashMap<>(NodeDocument.scheduled(restart));
        postmasterStart.ifPresent(start -> record.put("postmaster_start_time", Timestamps.spaced(start)));
        return record;
    }
}

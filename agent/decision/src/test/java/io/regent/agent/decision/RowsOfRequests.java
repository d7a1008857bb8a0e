package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rows about what operators ask for. */
final class RowsOfRequests {

    private RowsOfRequests() {}

    static void addTo(DecisionTable table) {
        table.add(
                "An operator asks: lease, request, server",
                Situations.NOTHING,
                Situations.known(),
                operators(),
                askable());
        table.add(
                "Paused, an operator asks: lease, request, server",
                Views::paused,
                Situations.known(),
                operators(),
                Situations.roles());
        table.add(
                "The leader is asked to step down: request, peers",
                views -> views.asPrimary().whileLeaseIsMine(),
                steps(),
                Situations.peers());
        table.add(
                "Paused, the leader is asked to step down: request, peers",
                views -> views.asPrimary().whileLeaseIsMine().paused(),
                steps(),
                Situations.somePeers());
    }

    private static Map<String, Word> operators() {
        var operators = new LinkedHashMap<String, Word>();
        operators.put("restart", views -> views.asked(new OperatorRequest.Restart(Optional.empty())));
        operators.put("reinitialize", views -> views.asked(new OperatorRequest.Reinitialize(false, false)));
        operators.put(
                "reinit, clonefrom",
                views -> views.asked(new OperatorRequest.Reinitialize(false, false))
                        .withMember("pg-3", Map.of("tags", Map.of("clonefrom", true))));
        return operators;
    }

    private static Map<String, Word> askable() {
        return Situations.some(
                Situations.servers(),
                "Primary",
                "Standby",
                "Starting",
                "Stopped standby",
                "No data",
                "Unreadable",
                "Half clone");
    }

    private static Map<String, Word> steps() {
        var steps = Situations.requests();
        steps.put("scheduled", views -> views.withFailover(Requests.dueSince(Duration.ofMinutes(-1), "pg-2", "pg-1")));
        steps.put("due", views -> views.withFailover(Requests.dueSince(Duration.ofSeconds(1), "pg-2", "pg-1")));
        steps.put("overdue", views -> views.withFailover(Requests.dueSince(Duration.ofSeconds(16), "pg-2", "pg-1")));
        return steps;
    }
}

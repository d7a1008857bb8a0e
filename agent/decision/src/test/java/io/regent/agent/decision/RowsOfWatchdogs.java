package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Initialization;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the watchdog has to do with. */
final class RowsOfWatchdogs {

    static final WatchdogState ARMED = new WatchdogState.Armed(Duration.ofSeconds(25));

    private RowsOfWatchdogs() {}

    static void addTo(DecisionTable table) {
        table.add("The watchdog: lease, server, watchdog", Views::withoutAnswers, leases(), servers(), states());
    }

    private static Map<String, Word> states() {
        var states = new LinkedHashMap<String, Word>();
        states.put("watchdog ready", views -> views.with(new WatchdogState.Ready()));
        states.put("watchdog armed", views -> views.with(ARMED));
        states.put("watchdog unusable", views -> views.with(new WatchdogState.Unusable("no device")));
        states.put("watchdog failed", views -> views.with(new WatchdogState.Failed("no device")));
        return states;
    }

    /** Who may have to do with it. */
    private static Map<String, Word> leases() {
        var leases = Situations.leases();
        leases.keySet().retainAll(List.of("Mine", "Vacant"));
        leases.put("Mine, paused", views -> views.whileLeaseIsMine().paused());
        return leases;
    }

    private static Map<String, Word> servers() {
        var servers = Situations.servers();
        servers.keySet().retainAll(List.of("Primary", "Silent primary", "Standby", "Crashed primary", "No data"));
        servers.put(
                "no cluster yet",
                views -> views.withoutData()
                        .withInitialization(new Initialization.Absent())
                        .with(with -> with.mayBootstrap = true));
        servers.put(
                "new cluster",
                views -> views.asPrimary()
                        .withInitialization(new Initialization.InProgress())
                        .remembering(past -> past.bootstrapping = true));
        return servers;
    }
}

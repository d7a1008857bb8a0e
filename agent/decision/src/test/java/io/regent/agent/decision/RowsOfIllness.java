package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server runs or crashed, and is not well. */
final class RowsOfIllness {

    private static final Vitals DISK_STALLED = new Vitals(Duration.ofSeconds(60), 0);
    private static final Vitals CLOSED = new Vitals(Duration.ZERO, 6);

    private RowsOfIllness() {}

    static void addTo(DecisionTable table) {
        table.add(
                "Not well: lease, illness, peers",
                Situations.NOTHING,
                Situations.some(Situations.leases(), "Claimed", "Mine", "Vacant"),
                illnesses(),
                Situations.some(Situations.peers(), "not asked", "silent", "equal"));
    }

    private static Map<String, Word> illnesses() {
        var illnesses = new LinkedHashMap<String, Word>();
        illnesses.put("disk stalled", views -> views.asPrimary().with(DISK_STALLED));
        illnesses.put(
                "stalled, demoting",
                views -> views.asPrimary().with(DISK_STALLED).busyWith(Task.DEMOTE));
        illnesses.put(
                "stalled, paused", views -> views.asPrimary().with(DISK_STALLED).paused());
        illnesses.put("lets nobody in", views -> views.asPrimary().with(CLOSED));
        illnesses.put("stalled standby", views -> views.asStandby().with(DISK_STALLED));
        illnesses.put("crashed again", views -> crashed(views, 5));
        illnesses.put("crashed later", views -> crashed(views, 60));
        illnesses.put("crashed too often", views -> crashed(views, 400, 300, 200));
        illnesses.put(
                "gave up",
                views -> views.asStandby()
                        .remembering(past -> past.crashes = new Crashes(List.of(), Optional.of(Views.NOW))));
        return illnesses;
    }

    private static void crashed(Views views, int... secondsAgo) {
        Situations.crashedPrimary(views);
        var attempts = Arrays.stream(secondsAgo)
                .mapToObj(ago -> Views.NOW - Duration.ofSeconds(ago).toNanos())
                .toList();
        views.remembering(past -> past.crashes = new Crashes(attempts, Optional.empty()));
    }
}

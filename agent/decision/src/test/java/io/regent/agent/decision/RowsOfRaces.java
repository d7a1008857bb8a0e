package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Cluster;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rows about reasons to wait before the race, and about a leader that nobody reaches. */
final class RowsOfRaces {

    private RowsOfRaces() {}

    static void addTo(DecisionTable table) {
        table.add(
                "Reasons to wait before the race: reason, peers",
                Views::whileLeaseIsVacant,
                reasons(),
                Situations.some(Situations.peers(), "not asked", "silent", "equal", "ahead", "a primary"));
        table.add(
                "A leader that nobody streams from: since, peers",
                views -> views.asPrimary().whileLeaseIsMine(),
                unheard(),
                Situations.somePeers());
    }

    private static Map<String, Word> reasons() {
        var reasons = new LinkedHashMap<String, Word>();
        reasons.put("backoff, at first", backoff(Duration.ofSeconds(4), "0/3000000"));
        reasons.put("backoff, growing", backoff(Duration.ofSeconds(15), "0/2000000"));
        reasons.put("backoff, still", backoff(Duration.ofSeconds(15), "0/3000000"));
        reasons.put("backoff, over", backoff(Duration.ofSeconds(31), "0/2000000"));
        reasons.put("leader vanished", vanished(Duration.ZERO));
        reasons.put("vanished long ago", vanished(Duration.ofSeconds(30)));
        reasons.put("nofailover is ahead", Situations::beside);
        reasons.put("catches up", views -> Situations.beside(views).asStandbyWithoutSlotOf("pg-3"));
        reasons.put("caught up too long", views -> leaderless(Situations.beside(views), Duration.ofSeconds(30)));
        reasons.put("lags", lagging(Duration.ofSeconds(59)));
        reasons.put("lags for long", lagging(Duration.ofSeconds(60)));
        return reasons;
    }

    private static Map<String, Word> unheard() {
        var unheard = new LinkedHashMap<String, Word>();
        unheard.put("a while, stays", unheard(Duration.ofHours(1), Optional.empty()));
        unheard.put("a moment", unheard(Duration.ofSeconds(59), Optional.of(Duration.ofMinutes(1))));
        unheard.put("long enough", unheard(Duration.ofSeconds(60), Optional.of(Duration.ofMinutes(1))));
        return unheard;
    }

    private static Word backoff(Duration leaderless, String before) {
        return views -> leaderless(views.asStandbyOf("pg-1"), leaderless)
                .with(with -> with.raceBackoff = Duration.ofSeconds(30))
                .remembering(past -> past.lastPosition = Optional.of(Lsn.parse(before)));
    }

    private static Word vanished(Duration leaderless) {
        Cluster led = Views.seenBy("pg-2").whileLeaseIsHeldBy("pg-1").view().cluster();
        return views -> leaderless(views.withMember("pg-1", Map.of("role", "primary")), leaderless)
                .remembering(past -> past.lastLed = Optional.of(led));
    }

    private static Word lagging(Duration leaderless) {
        return views -> leaderless(views.withLastPosition("0/4000000"), leaderless)
                .with(with -> with.despiteLagAfter = Optional.of(Duration.ofMinutes(1)));
    }

    private static Word unheard(Duration since, Optional<Duration> limit) {
        return views -> views.with(with -> with.yieldWhenIsolatedAfter = limit)
                .remembering(past -> past.unheardFor = Optional.of(since));
    }

    private static Views leaderless(Views views, Duration time) {
        return views.remembering(past -> past.leaderlessFor = Optional.of(time));
    }
}

package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Status;
import io.regent.postgres.ControlData;
import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows about who leads, and who is to lead. */
final class RowsOfLeaders {

    private RowsOfLeaders() {}

    static void addTo(DecisionTable table) {
        table.add("The race: me, peers", Views::whileLeaseIsVacant, racers(), Situations.peers());
        table.add(
                "The race on request: me, request, peers",
                Views::whileLeaseIsVacant,
                requested(),
                wishes(),
                Situations.peers());
        table.add(
                "Paused, the race: server, request, peers",
                views -> views.paused().whileLeaseIsVacant(),
                Situations.roles(),
                wishes(),
                Situations.somePeers());
        table.add(
                "Paused, a primary on an old timeline: who began the newer one",
                views -> views.asPrimary().paused().whileLeaseIsVacant(),
                successors());
        table.add(
                "The new leader: condition, request",
                Views::whileLeaseIsMine,
                Situations.newLeaders(),
                Situations.requests());
        table.add(
                "Under a leader: server, comparison, remedy",
                views -> views.whileLeaseIsHeldBy("pg-1"),
                followers(),
                Situations.comparisons(),
                Situations.remedies());
    }

    private static Map<String, Word> racers() {
        var racers = new LinkedHashMap<String, Word>();
        racers.put("standby", Views::asStandby);
        racers.put("lagging", views -> views.withLastPosition("0/4000000"));
        racers.put("old timeline", views -> views.withHistoryUpTo(4));
        racers.put(
                "failed promotion",
                views -> views.remembering(past -> past.promotionFailedAgo = Optional.of(Duration.ofSeconds(5))));
        racers.put("nofailover", views -> views.tagged("nofailover", true));
        racers.put(
                "low priority", views -> views.tagged("failover_priority", -1).tagged("nofailover", false));
        racers.put("primary", Views::asPrimary);
        racers.put("old primary", views -> views.asPrimary().withHistoryUpTo(4));
        return racers;
    }

    private static Map<String, Word> successors() {
        var successors = new LinkedHashMap<String, Word>();
        successors.put("another member", views -> views.withHistoryUpTo(4, "pg-1"));
        successors.put("this member", views -> views.withHistoryUpTo(4, "pg-2"));
        successors.put("not known", views -> views.withHistoryUpTo(4));
        return successors;
    }

    private static Map<String, Word> requested() {
        return Situations.some(racers(), "standby", "nofailover", "lagging");
    }

    private static Map<String, Word> wishes() {
        var wishes = Situations.requests();
        wishes.remove("none");
        wishes.put(
                "scheduled to me",
                views -> views.withFailover(Requests.dueSince(Duration.ofMinutes(-1), "pg-1", "pg-2")));
        wishes.put("due to me", views -> views.withFailover(Requests.dueSince(Duration.ofMinutes(1), "pg-1", "pg-2")));
        return wishes;
    }

    private static Map<String, Word> followers() {
        var followers = new LinkedHashMap<String, Word>();
        followers.put("streaming", views -> views.asStandbyOf("pg-1"));
        followers.put(
                "lacks a slot",
                views -> views.asStandbyOf("pg-1")
                        .with(with -> with.logicalSlots.put("app", new Decoder("shop", "pgoutput")))
                        .with(new Status(Lsn.NONE, new TreeMap<>(Map.of("app", Lsn.parse("0/2000000"))), List.of())));
        followers.put("elsewhere", views -> views.asStandbyOf("pg-3"));
        followers.put("leader is newer", views -> views.asStandby().withMember("pg-1", Map.of("timeline", 4)));
        followers.put("unknown leader", views -> views.asStandby().withoutMember("pg-1"));
        followers.put(
                "checkpoint owed",
                views -> views.asStandby().withMember("pg-1", Map.of("checkpoint_after_promote", false)));
        followers.put("Crashed primary", Situations::crashedPrimary);
        followers.put("Stopped primary", views -> views.stopped(ControlData.State.SHUT_DOWN));
        followers.put("Stopped standby", views -> views.stopped(ControlData.State.SHUT_DOWN_IN_RECOVERY));
        followers.put("Half rewind", views -> views.withHalfDone(HalfDone.Work.REWIND));
        return followers;
    }
}

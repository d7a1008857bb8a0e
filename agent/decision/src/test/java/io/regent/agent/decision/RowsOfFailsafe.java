package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows about the failsafe mode. */
final class RowsOfFailsafe {

    private RowsOfFailsafe() {}

    static void addTo(DecisionTable table) {
        table.add(
                "Failsafe: lease, list, server", Situations.NOTHING, Situations.leases(), lists(), Situations.roles());
        table.add("Failsafe, the members answer: list, votes", RowsOfFailsafe::silentPrimary, lists(), votes());
    }

    static Map<String, Word> lists() {
        var lists = new LinkedHashMap<String, Word>();
        lists.put("no list", views -> leading(views).withFailsafe());
        lists.put("not listed", views -> leading(views).withFailsafe("pg-1", "pg-3"));
        lists.put("listed", views -> leading(views).withFailsafe("pg-1", "pg-2", "pg-3"));
        lists.put("alone", views -> leading(views).withFailsafe("pg-2"));
        lists.put("listed, too late", views -> views.withFailsafe("pg-1", "pg-2"));
        lists.put(
                "listed, new agent",
                views -> leading(views)
                        .withFailsafe("pg-1", "pg-2")
                        .remembering(past -> past.firstTurnAgo = Optional.empty()));
        lists.put(
                "listed, promised",
                views -> leading(views).withFailsafe("pg-1", "pg-2").withPromiseTo("pg-1", Duration.ofSeconds(5)));
        return lists;
    }

    private static Map<String, Word> votes() {
        var votes = new LinkedHashMap<String, Word>();
        votes.put("not asked", Situations.NOTHING);
        votes.put("yes", views -> views.with(new FailsafeVotes.Accepted(Deadline.after(Views.NOW, Views.TTL))));
        votes.put(
                "no",
                views -> views.with(
                        new FailsafeVotes.Refused(new TreeMap<>(Map.of(new MemberName("pg-1"), "no answer")))));
        return votes;
    }

    private static void silentPrimary(Views views) {
        views.asPrimary().whileDcsIsSilent();
    }

    private static Views leading(Views views) {
        return views.remembering(past -> past.confirmedFor = Optional.of(Duration.ofSeconds(10)));
    }
}

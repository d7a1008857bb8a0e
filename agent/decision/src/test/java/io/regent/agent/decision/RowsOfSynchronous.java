package io.regent.agent.decision;

import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.agent.decision.Situations.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commits wait for standbys: what the leader does about it, who may race, and what comes before the first commit (T12a). */
final class RowsOfSynchronous {

    private static final String HERE = "0/3000000";

    private RowsOfSynchronous() {}

    static void addTo(DecisionTable table) {
        table.add(
                "Synchronous leader: mode, what is", views -> views.asPrimary().whileLeaseIsMine(), modes(), duties());
        table.add("Synchronous race: mode, promise", views -> views.asStandby().withoutAnswers(), modes(), promises());
        table.add(
                "Synchronous winner: mode, promise",
                views -> views.asStandby().whileLeaseIsMine().withoutAnswers(),
                modes(),
                winners());
        table.add(
                "Synchronous standby that is to stop",
                views -> views.asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1").stopping(),
                modes(),
                promises());
    }

    private static Map<String, Word> modes() {
        var modes = new LinkedHashMap<String, Word>();
        modes.put("off", Situations.NOTHING);
        modes.put("on", views -> views.synchronous(new Settings.Sync(Mode.ON, false, 1, -1)));
        modes.put("on, strict", views -> views.synchronous(new Settings.Sync(Mode.ON, true, 1, -1)));
        modes.put("quorum", views -> views.synchronous(new Settings.Sync(Mode.QUORUM, false, 1, -1)));
        return modes;
    }

    private static Map<String, Word> duties() {
        var duties = new LinkedHashMap<String, Word>();
        duties.put("nothing promised", views -> views.waitingFor("", "pg-1/async/" + HERE));
        duties.put("nobody promised", views -> views.promising("pg-2", 0).waitingFor("", "pg-1/async/" + HERE));
        duties.put("behind", views -> views.promising("pg-2", 0).waitingFor("\"pg-1\"", "pg-1/sync/0/2000000"));
        duties.put("caught up", views -> views.promising("pg-2", 0).waitingFor("\"pg-1\"", "pg-1/sync/" + HERE));
        duties.put("settled", views -> views.promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\"", "pg-1/sync/" + HERE));
        duties.put("standby gone", views -> views.promising("pg-2", 0, "pg-1").waitingFor("\"pg-1\""));
        duties.put("not kept", views -> views.promising("pg-2", 0, "pg-1").waitingFor("", "pg-1/async/" + HERE));
        return duties;
    }

    private static Map<String, Word> promises() {
        var promises = new LinkedHashMap<String, Word>();
        promises.put("none", Situations.NOTHING);
        promises.put("mine", views -> views.promising("pg-2", 0));
        promises.put("names me", views -> views.promising("pg-1", 0, "pg-2"));
        promises.put("names another", views -> views.promising("pg-1", 0, "pg-3"));
        promises.put("one vote needed", views -> views.promising("pg-1", 1, "pg-2", "pg-3"));
        return promises;
    }

    private static Map<String, Word> winners() {
        Map<String, Word> winners = promises();
        winners.put("mine, names set", views -> views.promising("pg-2", 0).waitingFor(""));
        winners.put("write lost", views -> views.promising("pg-1", 0, "pg-2").after(SyncProgress.NONE.afterFailure()));
        winners.put(
                "given",
                views -> views.promising("pg-2", 0, "pg-1")
                        .waitingFor("\"pg-1\"")
                        .after(SyncProgress.NONE.with(Optional.empty())));
        return winners;
    }
}

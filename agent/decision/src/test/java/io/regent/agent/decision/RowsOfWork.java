package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rows about what is going on. */
final class RowsOfWork {

    private RowsOfWork() {}

    static void addTo(DecisionTable table) {
        table.add(
                "Background work: lease, work, server",
                Situations.NOTHING,
                Situations.some(Situations.leases(), "Silent", "Mine", "Lost", "Vacant"),
                work(),
                Situations.roles());
        table.add(
                "Paused, background work: lease, work, server",
                Views::paused,
                Situations.known(),
                work(),
                Situations.primaryOnly());
        table.add("The agent stops: lease, work, server", Views::stopping, Situations.decided(), stops(), stoppable());
        table.add(
                "The agent stops, paused: lease, server",
                views -> views.stopping().paused(),
                Situations.leases(),
                Situations.primaryOnly());
        table.add("A new cluster: lease, situation", Views::asPrimary, Situations.leases(), bootstraps());
        table.add("Time is up: work or server, peers", Views::whileLeaseIsMine, late(), Situations.peers());
    }

    private static Map<String, Word> work() {
        var work = new LinkedHashMap<String, Word>();
        for (Task task : Task.values()) {
            work.put(task.name().toLowerCase(Locale.ROOT).replace('_', ' '), views -> views.busyWith(task));
        }
        work.put(
                "promote, committed", views -> views.with(Situations.running(Task.PROMOTE, 5, true, Optional.empty())));
        work.put(
                "demote, shut down",
                views -> views.with(Situations.running(Task.DEMOTE, 5, true, Optional.of(Servers.shutdown()))));
        work.put("demote, graceful", gracefully(views -> views.busyWith(Task.DEMOTE)));
        work.put(
                "demote, offline",
                views -> views.with(Situations.running(Task.DEMOTE, 5, true, Optional.of(Servers.shutdown())))
                        .remembering(past -> past.demoting = Optional.of(Demotion.OFFLINE)));
        return work;
    }

    private static Word gracefully(Word word) {
        return views -> {
            word.say(views);
            views.remembering(past -> past.demoting = Optional.of(Demotion.GRACEFUL));
        };
    }

    private static Map<String, Word> stops() {
        var stops = new LinkedHashMap<String, Word>();
        stops.put("idle", Situations.NOTHING);
        stops.putAll(Situations.some(work(), "promote", "demote", "demote, shut down", "demote, graceful"));
        return stops;
    }

    private static Map<String, Word> stoppable() {
        return Situations.some(
                Situations.servers(),
                "Primary",
                "Silent primary",
                "Standby",
                "Stopped primary",
                "Lost data",
                "Unreadable");
    }

    private static Map<String, Word> bootstraps() {
        var bootstraps = new LinkedHashMap<String, Word>();
        bootstraps.put("runs", bootstrapping(views -> views.busyWith(Task.BOOTSTRAP)));
        bootstraps.put(
                "failed", bootstrapping(views -> views.with(new BackgroundWork.Failed(Task.BOOTSTRAP, "no space"))));
        bootstraps.put("server is gone", bootstrapping(views -> views.stopped(ControlData.State.SHUT_DOWN)));
        bootstraps.put(
                "no identity", bootstrapping(views -> views.withInitialization(new Initialization.InProgress())));
        bootstraps.put(
                "other identity",
                bootstrapping(views -> views.withInitialization(new Initialization.Done(Views.FOREIGN))));
        bootstraps.put("no config", bootstrapping(Views::withoutConfig));
        bootstraps.put("all written", bootstrapping(Situations.NOTHING));
        bootstraps.put("agent stops", bootstrapping(Views::stopping));
        return bootstraps;
    }

    private static Word bootstrapping(Word word) {
        return views -> {
            word.say(views);
            views.remembering(past -> past.bootstrapping = true);
        };
    }

    /** The server has been starting for five minutes. */
    private static Word restarting(Word word) {
        return views -> word.say(views.starting()
                .with(Situations.running(Task.RESTART, 300, false, Optional.empty()))
                .remembering(past -> past.startingFor = Optional.of(Duration.ofMinutes(5))));
    }

    private static Map<String, Word> late() {
        var late = new LinkedHashMap<String, Word>();
        late.put(
                "slow start",
                views -> views.asPrimary().with(Situations.running(Task.START_PRIMARY, 300, false, Optional.empty())));
        late.put(
                "slow recovery",
                views -> views.stopped(ControlData.State.IN_PRODUCTION)
                        .with(Situations.running(Task.RECOVER, 300, false, Optional.empty())));
        late.put("slow restart", restarting(Situations.NOTHING));
        late.put(
                "patient restart",
                restarting(views -> views.remembering(past -> past.startLimit = Optional.of(Duration.ofMinutes(9)))));
        late.put(
                "still starting",
                views -> views.starting().remembering(past -> past.startingFor = Optional.of(Duration.ofMinutes(5))));
        late.put(
                "impatient, crashed",
                views -> Situations.crashedPrimary(views).with(with -> with.primaryStartTimeout = Duration.ZERO));
        late.put(
                "shut down",
                views -> views.asPrimary()
                        .with(Situations.running(Task.DEMOTE, 5, true, Optional.of(Servers.shutdown()))));
        return late;
    }
}

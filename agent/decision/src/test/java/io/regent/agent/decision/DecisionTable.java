package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.ShutdownCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The printed table: chapter by chapter, every combination of what the chapter looks at. All is seen by pg-2. */
final class DecisionTable {

    /**
     * A printed situation.
     *
     * @param words what is the case, one word a column
     */
    record Row(String chapter, List<String> words, View view) {

        String print(Decision decision) {
            var line = new StringBuilder();
            words.forEach(word -> line.append("%-21s".formatted(word)));
            String action = decision.action() instanceof Action.Demote(Demotion kind)
                    ? "Demote " + kind
                    : decision.action().getClass().getSimpleName();
            return "%s-> %-24s %s %s"
                    .formatted(
                            line, action, decision.rule().id(), decision.rule().sentence());
        }
    }

    private final List<Row> rows = new ArrayList<>();

    static List<Row> rows() {
        var table = new DecisionTable();
        table.addWhatTheServerIs();
        table.addWhatIsGoingOn();
        table.addWhatIsAskedFor();
        table.addWhoLeads();
        return table.rows;
    }

    private void addWhatTheServerIs() {
        add("Nothing else is going on: lease, server", Situations.NOTHING, Situations.leases(), Situations.servers());
        add("Paused: lease, server", Views::paused, decided(), Situations.servers());
        add("Identity: lease, initialize key, server", Situations.NOTHING, known(), identities(), identifiable());
        add("No data: lease, initialize key", Views::withoutData, known(), claims());
        add("Paused, identity: lease, initialize key, server", Views::paused, known(), identities(), primary());
        add("Starting again: lease, past, server", Situations.NOTHING, known(), pasts(), stoppedServers());
    }

    private void addWhatIsGoingOn() {
        add(
                "Background work: lease, work, server",
                Situations.NOTHING,
                some(Situations.leases(), "Silent", "Mine", "Lost", "Vacant"),
                work(),
                roles());
        add("Paused, background work: lease, work, server", Views::paused, known(), work(), primary());
        add("The agent stops: lease, work, server", Views::stopping, decided(), stops(), stoppable());
        add(
                "The agent stops, paused: lease, server",
                views -> views.stopping().paused(),
                Situations.leases(),
                primary());
        add("A new cluster: lease, situation", Views::asPrimary, Situations.leases(), bootstraps());
        add("Time is up: work or server, peers", Views::whileLeaseIsMine, late(), Situations.peers());
    }

    private void addWhatIsAskedFor() {
        add("An operator asks: lease, request, server", Situations.NOTHING, known(), operators(), askable());
        add("Paused, an operator asks: lease, request, server", Views::paused, known(), operators(), roles());
        add(
                "The leader is asked to step down: request, peers",
                views -> views.asPrimary().whileLeaseIsMine(),
                steps(),
                Situations.peers());
        add(
                "Paused, the leader is asked to step down: request, peers",
                views -> views.asPrimary().whileLeaseIsMine().paused(),
                steps(),
                somePeers());
    }

    private void addWhoLeads() {
        add("The race: me, peers", Views::whileLeaseIsVacant, racers(), Situations.peers());
        add(
                "The race on request: me, request, peers",
                Views::whileLeaseIsVacant,
                requested(),
                wishes(),
                Situations.peers());
        add(
                "Paused, the race: server, request, peers",
                views -> views.paused().whileLeaseIsVacant(),
                roles(),
                wishes(),
                somePeers());
        add(
                "The new leader: condition, request",
                Views::whileLeaseIsMine,
                Situations.newLeaders(),
                Situations.requests());
        add(
                "Under a leader: server, comparison, remedy",
                views -> views.whileLeaseIsHeldBy("pg-1"),
                followers(),
                Situations.comparisons(),
                Situations.remedies());
    }

    @SafeVarargs
    private void add(String chapter, Word given, Map<String, Word>... columns) {
        var combinations = new LinkedHashMap<List<String>, List<Word>>();
        combinations.put(List.of(), List.of(given));
        for (Map<String, Word> column : columns) {
            var longer = new LinkedHashMap<List<String>, List<Word>>();
            combinations.forEach((words, meanings) ->
                    column.forEach((word, meaning) -> longer.put(plus(words, word), plus(meanings, meaning))));
            combinations.clear();
            combinations.putAll(longer);
        }
        combinations.forEach((words, meanings) -> {
            Views views = Views.seenBy("pg-2");
            meanings.forEach(meaning -> meaning.say(views));
            rows.add(new Row(chapter, words, views.view()));
        });
    }

    private static <T> List<T> plus(List<T> some, T one) {
        var more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    private static Map<String, Word> some(Map<String, Word> all, String... names) {
        var some = new LinkedHashMap<>(all);
        some.keySet().retainAll(List.of(names));
        return some;
    }

    /** The store told who holds the lease. */
    private static Map<String, Word> known() {
        return some(Situations.leases(), "Mine", "Lost", "Theirs", "Vacant");
    }

    /** The lease needs no question any more. */
    private static Map<String, Word> decided() {
        return some(Situations.leases(), "Silent", "Mine", "Lost", "Theirs", "Vacant");
    }

    private static Map<String, Word> somePeers() {
        return some(Situations.peers(), "not asked", "silent", "equal", "a primary");
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

    private static Map<String, Word> requested() {
        return some(racers(), "standby", "nofailover", "lagging");
    }

    private static Map<String, Word> primary() {
        return some(Situations.servers(), "Primary");
    }

    private static Map<String, Word> stoppable() {
        return some(
                Situations.servers(),
                "Primary",
                "Silent primary",
                "Standby",
                "Stopped primary",
                "Lost data",
                "Unreadable");
    }

    private static Map<String, Word> identifiable() {
        return some(Situations.servers(), "Primary", "Standby", "Stopped primary", "Stopped standby");
    }

    private static Map<String, Word> askable() {
        return some(
                Situations.servers(),
                "Primary",
                "Standby",
                "Starting",
                "Stopped standby",
                "No data",
                "Unreadable",
                "Half clone");
    }

    private static Map<String, Word> roles() {
        return some(Situations.servers(), "Primary", "Standby");
    }

    private static Map<String, Word> stoppedServers() {
        return some(Situations.servers(), "Crashed primary", "Stopped primary", "Stopped standby");
    }

    private static Map<String, Word> work() {
        var work = new LinkedHashMap<String, Word>();
        for (Task task : Task.values()) {
            work.put(task.name().toLowerCase(Locale.ROOT).replace('_', ' '), views -> views.busyWith(task));
        }
        work.put("promote, committed", views -> views.with(running(Task.PROMOTE, 5, true, Optional.empty())));
        work.put(
                "demote, shut down",
                views -> views.with(running(Task.DEMOTE, 5, true, Optional.of(Servers.shutdown()))));
        work.put("demote, graceful", gracefully(views -> views.busyWith(Task.DEMOTE)));
        work.put(
                "demote, offline",
                views -> views.with(running(Task.DEMOTE, 5, true, Optional.of(Servers.shutdown())))
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
        stops.putAll(some(work(), "promote", "demote", "demote, shut down", "demote, graceful"));
        return stops;
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

    private static Map<String, Word> identities() {
        var identities = new LinkedHashMap<String, Word>();
        identities.put("foreign", views -> views.withInitialization(new Initialization.Done(Views.FOREIGN)));
        identities.put("absent", views -> views.withInitialization(new Initialization.Absent()));
        identities.put(
                "absent, first look",
                views -> views.withInitialization(new Initialization.Absent())
                        .remembering(past -> past.justStarted = true));
        identities.put("in progress", views -> views.withInitialization(new Initialization.InProgress()));
        identities.put("ours, no config", Views::withoutConfig);
        return identities;
    }

    private static Map<String, Word> claims() {
        var claims = new LinkedHashMap<String, Word>();
        claims.put("absent", absent(Situations.NOTHING));
        claims.put("absent, won", absent(views -> views.withClaim(Claim.WON)));
        claims.put("absent, lost", absent(views -> views.withClaim(Claim.LOST)));
        claims.put("no bootstrap section", absent(views -> views.with(with -> with.mayBootstrap = false)));
        claims.put("nofailover", absent(views -> views.tagged("nofailover", true)));
        claims.put("unsupported", absent(views -> views.with(with -> with.unsupported = List.of("synchronous_mode"))));
        claims.put("in progress", views -> views.withInitialization(new Initialization.InProgress()));
        claims.put("garbage", views -> views.withInitialization(new Initialization.Garbage("?")));
        return claims;
    }

    private static Word absent(Word word) {
        return views -> {
            word.say(views);
            views.withInitialization(new Initialization.Absent());
        };
    }

    private static Map<String, Word> late() {
        var late = new LinkedHashMap<String, Word>();
        late.put(
                "slow start",
                views -> views.asPrimary().with(running(Task.START_PRIMARY, 300, false, Optional.empty())));
        late.put(
                "slow recovery",
                views -> views.stopped(ControlData.State.IN_PRODUCTION)
                        .with(running(Task.RECOVER, 300, false, Optional.empty())));
        late.put(
                "still starting",
                views -> views.starting().remembering(past -> past.startingFor = Optional.of(Duration.ofMinutes(5))));
        late.put(
                "impatient, crashed",
                views -> Situations.crashedPrimary(views).with(with -> with.primaryStartTimeout = Duration.ZERO));
        late.put(
                "shut down",
                views -> views.asPrimary().with(running(Task.DEMOTE, 5, true, Optional.of(Servers.shutdown()))));
        return late;
    }

    private static Map<String, Word> operators() {
        var operators = new LinkedHashMap<String, Word>();
        operators.put("restart", views -> views.asked(new OperatorRequest.Restart(Optional.empty())));
        operators.put("reinitialize", views -> views.asked(new OperatorRequest.Reinitialize(false)));
        operators.put(
                "reinit, clonefrom",
                views -> views.asked(new OperatorRequest.Reinitialize(false))
                        .withMember("pg-3", Map.of("tags", Map.of("clonefrom", true))));
        return operators;
    }

    private static Map<String, Word> pasts() {
        var pasts = new LinkedHashMap<String, Word>();
        pasts.put("start failed", views -> views.with(new BackgroundWork.Failed(Task.START_PRIMARY, "no space")));
        pasts.put("stepped down", views -> views.remembering(past -> past.steppingDown = true));
        pasts.put(
                "released", views -> views.remembering(past -> past.releasedAgo = Optional.of(Duration.ofSeconds(1))));
        pasts.put("recovered", views -> views.remembering(past -> past.recoveryUsed = true));
        pasts.put("may rewind", views -> views.with(with -> with.rewindAllowed = true));
        return pasts;
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
        racers.put("unsupported", views -> views.with(with -> with.unsupported = List.of("synchronous_mode")));
        racers.put("primary", Views::asPrimary);
        racers.put("old primary", views -> views.asPrimary().withHistoryUpTo(4));
        racers.put(
                "unsupp. primary",
                views -> views.asPrimary().with(with -> with.unsupported = List.of("synchronous_mode")));
        return racers;
    }

    private static Map<String, Word> steps() {
        var steps = Situations.requests();
        steps.put("scheduled", views -> views.withFailover(Requests.dueSince(Duration.ofMinutes(-1), "pg-2", "pg-1")));
        steps.put("due", views -> views.withFailover(Requests.dueSince(Duration.ofSeconds(1), "pg-2", "pg-1")));
        steps.put("overdue", views -> views.withFailover(Requests.dueSince(Duration.ofSeconds(16), "pg-2", "pg-1")));
        return steps;
    }

    private static Map<String, Word> followers() {
        var followers = new LinkedHashMap<String, Word>();
        followers.put("streaming", views -> views.asStandbyOf("pg-1"));
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

    private static BackgroundWork running(
            Task task, int seconds, boolean committed, Optional<ShutdownCheckpoint> shutDownAt) {
        return new BackgroundWork.Running(task, Duration.ofSeconds(seconds), committed, shutDownAt);
    }
}

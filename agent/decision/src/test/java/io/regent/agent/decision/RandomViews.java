package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.Tags;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Views as a cycle may begin with them: of every kind, also of kinds that nobody thought of. */
final class RandomViews {

    private static final List<String> NAMES = List.of("", "pg-1", "pg-2", "pg-3");

    private final Random random;
    private final Views views = Views.seenBy("pg-2");

    private RandomViews(Random random) {
        this.random = random;
    }

    /** The view at the beginning of a cycle: nothing was asked yet. */
    static View atTheBeginning(Random random) {
        return new RandomViews(random).build();
    }

    private View build() {
        var leases = Situations.leases();
        leases.keySet().removeAll(List.of("Mine", "Lost", "Unanswered"));
        any(leases.values()).say(views);
        any(Situations.servers().values()).say(views);
        state();
        synchronous();
        store();
        failsafe();
        agent();
        memory();
        return views.view();
    }

    /** Control data of every kind, and servers of another cluster. */
    private void state() {
        sometimes(views -> views.stopped(any(List.of(ControlData.State.values()))));
        sometimes(views -> views.with(Servers.primary(Views.FOREIGN, 3, "0/3000000")));
        sometimes(views -> views.asStandbyOf(any(List.of("pg-1", "pg-3"))));
        rarely(Views::asStandbyOfRemote);
    }

    private void synchronous() {
        sometimes(views -> views.synchronous(new Settings.Sync(
                any(List.of(Settings.Sync.Mode.values())), random.nextBoolean(), 1 + random.nextInt(2), -1)));
        sometimes(views -> views.promising(
                any(List.of("pg-1", "pg-2", "former")),
                random.nextInt(2),
                any(List.of("pg-1", "PG-3", "pg-4")),
                "pg-2"));
        rarely(views -> {
            if (views.view().postgres() instanceof PostgresState.Running) {
                views.waitingFor(
                        any(List.of("", "\"pg-1\"", "ANY 1 (\"pg-1\",\"pg-3\")", "*", "(")),
                        "pg-1/sync/0/3000000",
                        "pg-3/async/0/2000000");
            }
        });
    }

    private void store() {
        rarely(views -> views.withInitialization(new Initialization.Absent()));
        rarely(views -> views.withInitialization(new Initialization.InProgress()));
        rarely(views -> views.withInitialization(new Initialization.Garbage("?")));
        rarely(views -> views.withInitialization(new Initialization.Done(Views.FOREIGN)));
        rarely(Views::withoutConfig);
        sometimes(views -> views.withFailover(any(NAMES), any(NAMES)));
        rarely(views -> views.withFailover(dueSince(any(List.of(-60, 1, 60)))));
        rarely(views -> views.withHistoryUpTo(4));
        rarely(views -> views.withLastPosition("0/5000000"));
        rarely(views -> views.withoutMember("pg-1"));
        rarely(views -> views.withMember("pg-1", Map.of("timeline", 4, "checkpoint_after_promote", false)));
        rarely(views -> views.withMember("pg-3", Map.of("tags", Map.of("clonefrom", true))));
    }

    private FailoverRequest dueSince(int seconds) {
        return Requests.dueSince(Duration.ofSeconds(seconds), any(NAMES), any(NAMES));
    }

    private void failsafe() {
        sometimes(any(RowsOfFailsafe.lists().values()));
    }

    private void agent() {
        sometimes(Views::paused);
        rarely(Views::stopping);
        sometimes(views -> views.with(work()));
        sometimes(views -> views.with(watchdog()));
        rarely(views -> views.asked(any(List.of(
                new OperatorRequest.Restart(Optional.empty()),
                new OperatorRequest.Reinitialize(random.nextBoolean(), random.nextBoolean())))));
        rarely(views -> views.tagged("nofailover", true));
        rarely(Views::inStandbyCluster);
        rarely(Views::inStandbyClusterOfArchive);
        rarely(views -> views.tagged("replicatefrom", any(NAMES)));
        rarely(views -> views.with(with -> with.mayCloneWithoutLeader = true));
        sometimes(views -> views.with(with -> with.rewindAllowed = true));
        sometimes(views -> views.with(with -> with.removeDivergedData = true));
        sometimes(views -> views.with(with -> with.removeDataAfterFailedRewind = true));
        rarely(views -> views.with(with -> with.primaryStartTimeout = Duration.ZERO));
    }

    private WatchdogState watchdog() {
        return any(List.of(
                new WatchdogState.Ready(),
                new WatchdogState.Armed(Duration.ofSeconds(25)),
                new WatchdogState.Unusable("no device"),
                new WatchdogState.Failed("no device")));
    }

    private BackgroundWork work() {
        Task task = any(List.of(Task.values()));
        Optional<ShutdownCheckpoint> shutDownAt =
                task == Task.DEMOTE && random.nextBoolean() ? Optional.of(Servers.shutdown()) : Optional.empty();
        var past = Duration.ofSeconds(random.nextInt(1000));
        return any(List.of(
                new BackgroundWork.Running(task, past, random.nextBoolean(), shutDownAt),
                new BackgroundWork.Succeeded(task),
                new BackgroundWork.Failed(task, "no space")));
    }

    private void memory() {
        sometimes(views -> views.remembering(past -> past.lastRole = Optional.of(any(List.of(Role.values())))));
        rarely(views -> views.remembering(past -> past.justStarted = true));
        rarely(views -> views.remembering(past -> past.bootstrapping = true));
        rarely(views -> views.remembering(past -> past.steppingDown = true));
        rarely(views -> views.remembering(past -> past.demoting = Optional.of(any(List.of(Demotion.values())))));
        rarely(views ->
                views.remembering(past -> past.releasedAgo = Optional.of(Duration.ofSeconds(random.nextInt(60)))));
        sometimes(views -> views.remembering(past -> past.divergenceDue = true));
        rarely(views -> views.remembering(past -> past.recoveryUsed = true));
        rarely(views -> views.remembering(past -> past.rewind = RewindMemory.failed("source died")));
        rarely(views -> views.remembering(past -> past.startingFor = Optional.of(Duration.ofHours(1))));
        rarely(views -> views.remembering(past -> past.startLimit = Optional.of(Duration.ofMinutes(1))));
    }

    private void sometimes(Word word) {
        oneIn(3, word);
    }

    private void rarely(Word word) {
        oneIn(8, word);
    }

    private void oneIn(int times, Word word) {
        if (random.nextInt(times) == 0) {
            word.say(views);
        }
    }

    private <T> T any(Collection<T> things) {
        return any(random, things);
    }

    static <T> T any(Random random, Collection<T> things) {
        return List.copyOf(things).get(random.nextInt(things.size()));
    }

    /** What a member may say of itself. */
    static PeerAnswer peer(Random random) {
        if (random.nextInt(4) == 0) {
            return new PeerAnswer.Unreached("timed out");
        }
        var tags = new Tags(random.nextInt(6) == 0 ? Map.of("nofailover", true) : Map.of());
        String lsn = any(random, List.of("0/1000000", "0/2FFFFFF", "0/3000000", "0/3000001"));
        return random.nextInt(5) == 0 ? Servers.primaryPeer(3, lsn) : Servers.peer(3 + random.nextInt(2), lsn, tags);
    }
}

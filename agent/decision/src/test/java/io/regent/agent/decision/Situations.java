package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.Role;
import io.regent.postgres.ShutdownCheckpoint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words from which the situations of the printed table are made. */
final class Situations {

    /** Says one thing about a view. */
    @FunctionalInterface
    interface Word {
        void say(Views views);
    }

    static final Word NOTHING = views -> {};

    private Situations() {}

    static Map<String, Word> leases() {
        var leases = new LinkedHashMap<String, Word>();
        leases.put("Silent", Views::whileDcsIsSilent);
        leases.put("Unanswered", Views::whileLeaseIsUnanswered);
        leases.put("Claimed", Views::whileLeaseIsClaimed);
        leases.put("Mine", Views::whileLeaseIsMine);
        leases.put("Lost", Views::whileLeaseIsLost);
        leases.put("Theirs", views -> views.whileLeaseIsHeldBy("pg-1"));
        leases.put("Vacant", Views::whileLeaseIsVacant);
        return leases;
    }

    static Map<String, Word> servers() {
        var servers = new LinkedHashMap<String, Word>();
        servers.put("Primary", Views::asPrimary);
        servers.put("Silent primary", views -> views.unresponsive(Role.PRIMARY));
        servers.put("Standby", Views::asStandby);
        servers.put("Silent standby", views -> views.unresponsive(Role.STANDBY));
        servers.put("Starting", Views::starting);
        servers.put("Starting as primary", views -> views.startingAs(Role.PRIMARY));
        servers.put("Crashed primary", Situations::crashedPrimary);
        servers.put("Stopped primary", views -> views.stopped(ControlData.State.SHUT_DOWN));
        servers.put("Stopped standby", views -> views.stopped(ControlData.State.SHUT_DOWN_IN_RECOVERY));
        servers.put("No data", Views::withoutData);
        servers.put("Lost data", views -> views.withoutData().remembering(past -> past.lastRole = primary()));
        servers.put("Unreadable", Views::withUnreadableData);
        servers.put("Half rewind", views -> views.withHalfDone(HalfDone.Work.REWIND));
        servers.put("Half clone", views -> views.withHalfDone(HalfDone.Work.CLONE));
        return servers;
    }

    static Map<String, Word> peers() {
        var peers = new LinkedHashMap<String, Word>();
        peers.put("not asked", NOTHING);
        peers.put("silent", Views::withoutAnswers);
        peers.put("behind", views -> views.withPeer("pg-1", 3, "0/2FFFFFF"));
        peers.put("equal", views -> views.withPeer("pg-1", 3, "0/3000000"));
        peers.put("ahead", views -> views.withPeer("pg-1", 3, "0/3000001"));
        peers.put("far behind", views -> views.withPeer("pg-1", 3, "0/1000000"));
        peers.put("newer timeline", views -> views.withPeer("pg-1", 4, "0/2000000"));
        peers.put("a primary", views -> views.withPeer("pg-1", Servers.primaryPeer(3, "0/3000000")));
        return peers;
    }

    static Map<String, Word> requests() {
        var requests = new LinkedHashMap<String, Word>();
        requests.put("none", NOTHING);
        requests.put("anybody", views -> views.withFailover("pg-2", ""));
        requests.put("to pg-1", views -> views.withFailover("pg-2", "pg-1"));
        requests.put("to me", views -> views.withFailover("pg-1", "pg-2"));
        requests.put("from another", views -> views.withFailover("pg-3", "pg-1"));
        requests.put("failover to pg-1", views -> views.withFailover("", "pg-1"));
        requests.put("failover to me", views -> views.withFailover("", "pg-2"));
        return requests;
    }

    static Map<String, Word> comparisons() {
        var comparisons = new LinkedHashMap<String, Word>();
        comparisons.put("not due", NOTHING);
        comparisons.put("due", due(NOTHING));
        comparisons.put("follows", due(views -> views.withDivergence(new Divergence.Follows())));
        comparisons.put("not known", due(views -> views.withDivergence(new Divergence.NotKnown("refused"))));
        comparisons.put("another log", due(views -> views.withDivergence(new Divergence.Irreconcilable("timeline 3"))));
        comparisons.put("diverged", due(views -> views.withDivergence(new Divergence.Diverged("0/3000000"))));
        return comparisons;
    }

    static Map<String, Word> remedies() {
        var remedies = new LinkedHashMap<String, Word>();
        remedies.put("nothing", NOTHING);
        remedies.put("rewind", views -> views.with(with -> with.rewindAllowed = true));
        remedies.put("copy", views -> views.with(with -> with.removeDivergedData = true));
        remedies.put(
                "copy after rewind",
                views -> views.with(with -> {
                            with.rewindAllowed = true;
                            with.removeDataAfterFailedRewind = true;
                        })
                        .remembering(past -> past.rewind = RewindMemory.failed("source died")));
        return remedies;
    }

    static Map<String, Word> newLeaders() {
        var leaders = new LinkedHashMap<String, Word>();
        leaders.put("not asked", NOTHING);
        leaders.put("standby", Views::withoutAnswers);
        leaders.put("beside a primary", peers().get("a primary"));
        leaders.put("old timeline", views -> views.withoutAnswers().withHistoryUpTo(4));
        leaders.put("behind a peer", peers().get("ahead"));
        leaders.put(
                "named, not won",
                views -> views.withoutAnswers()
                        .remembering(past -> past.otherLeader = Optional.of(new OtherLeader(
                                new MemberName("pg-1"),
                                Views.NOW - Duration.ofSeconds(5).toNanos()))));
        leaders.put("paused", views -> views.withoutAnswers().paused());
        leaders.put("failed promotion", views -> views.with(new BackgroundWork.Failed(Task.PROMOTE, "timed out")));
        leaders.put(
                "promoted, silent",
                views -> views.unresponsive(Role.STANDBY).with(new BackgroundWork.Succeeded(Task.PROMOTE)));
        return leaders;
    }

    static Map<String, Word> some(Map<String, Word> all, String... names) {
        var some = new LinkedHashMap<>(all);
        some.keySet().retainAll(List.of(names));
        return some;
    }

    /** The store told who holds the lease. */
    static Map<String, Word> known() {
        return some(leases(), "Mine", "Lost", "Theirs", "Vacant");
    }

    /** The lease needs no question any more. */
    static Map<String, Word> decided() {
        return some(leases(), "Silent", "Mine", "Lost", "Theirs", "Vacant");
    }

    static Map<String, Word> somePeers() {
        return some(peers(), "not asked", "silent", "equal", "a primary");
    }

    static Map<String, Word> roles() {
        return some(servers(), "Primary", "Standby");
    }

    static Map<String, Word> primaryOnly() {
        return some(servers(), "Primary");
    }

    static BackgroundWork running(Task task, int seconds, boolean committed, Optional<ShutdownCheckpoint> shutDownAt) {
        return new BackgroundWork.Running(task, Duration.ofSeconds(seconds), committed, shutDownAt);
    }

    /** Beside {@code pg-3}, which is ahead and must not lead. */
    static Views beside(Views views) {
        Map<String, Object> tags = Map.of("nofailover", true);
        return views.withMember("pg-3", Map.of("tags", tags))
                .withPeer("pg-3", Servers.peer(3, "0/3000100", new Tags(tags)));
    }

    static Optional<Role> primary() {
        return Optional.of(Role.PRIMARY);
    }

    static Views crashedPrimary(Views views) {
        return views.stopped(ControlData.State.IN_PRODUCTION).remembering(past -> past.lastRole = primary());
    }

    private static Word due(Word word) {
        return views -> {
            word.say(views);
            views.remembering(past -> past.divergenceDue = true);
        };
    }
}

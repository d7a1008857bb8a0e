package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.dcs.Versioned;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names and numbers behind a rule: what its sentence alone leaves open (LES-024, LES-125). */
final class Particulars {

    private Particulars() {}

    /** The particulars of the rule on this view; empty when its sentence says all there is to say. */
    static String of(View view, Rule rule) {
        return switch (rule) {
            case LAGGING ->
                facts(view)
                        .flatMap(facts -> Candidacy.lag(view, facts))
                        .map(lag -> "%s; the last leader published %s"
                                .formatted(lag.words(), view.cluster().status().optime()))
                        .orElse("");
            case BEHIND_TIMELINE, RELEASE_BEHIND_TIMELINE, OLD_PRIMARY, PAUSED_SUPERSEDED -> timelines(view);
            case PEER_AHEAD, PEER_PREFERRED -> rival(view, rule);
            case PRIMARY_ALIVE, ANOTHER_PRIMARY, RELEASE_PRIMARY_ALIVE -> primaries(view);
            case CANDIDATE_FIRST ->
                view.failover()
                        .flatMap(FailoverRequest::candidate)
                        .map(MemberName::value)
                        .orElse("");
            case PROMOTION_FAILED ->
                view.memory()
                        .promotionFailedAt()
                        .map(at -> "%d s ago, ttl is %d s"
                                .formatted(
                                        Duration.ofNanos(view.now() - at).toSeconds(),
                                        view.settings().ttl().toSeconds()))
                        .orElse("");
            case NOT_SYNC, TOO_FEW_VOTES -> entitled(view);
            case WAIT_TO_COMPARE, START_UNCOMPARED, FOLLOW_LATER, IRRECONCILABLE, LEAVE_IRRECONCILABLE ->
                compared(view);
            case REQUEST_IMPOSSIBLE -> unfit(view, peer -> Takeover.obstacles(view, peer));
            case STEPPING_DOWN, STOPPING ->
                shutDownAt(view)
                        .map(end -> unfit(view, peer -> HandOver.obstacles(view, peer, end)))
                        .orElse("");
            default -> "";
        };
    }

    /** Why the logs could not be compared, or where they differ. */
    private static String compared(View view) {
        return switch (view.divergence().orElse(new Divergence.Follows())) {
            case Divergence.NotKnown(String reason) -> reason;
            case Divergence.Irreconcilable(String reason, var _) -> reason;
            case Divergence.Diverged(String reason, var _) -> reason;
            case Divergence.Follows _ -> "";
        };
    }

    /** Why the other member is preferred, in numbers. */
    static String against(View view, ServerFacts facts, Peers.Asked asked, MemberName member, Rule rule) {
        Optional<PeerAnswer.Reached> rival = asked.of(member);
        if (rule == Rule.PEER_PREFERRED) {
            return "%s has failover_priority %d against %d"
                    .formatted(
                            member,
                            rival.map(peer -> peer.tags().failoverPriority()).orElse(0),
                            view.settings().tags().failoverPriority());
        }
        boolean timelinesDiffer = rival.flatMap(PeerAnswer.Reached::timeline)
                .filter(theirs -> !theirs.equals(facts.timeline()))
                .isPresent();
        WalPosition mine = facts.position();
        return "%s is ahead: %s against %s"
                .formatted(
                        member,
                        rival.map(peer -> place(peer, timelinesDiffer)).orElse("nothing"),
                        timelinesDiffer ? mine : mine.lsn());
    }

    /** Where the log of a server that is stopping for another leader ends. */
    static Optional<ShutdownCheckpoint> shutDownAt(View view) {
        return view.work() instanceof BackgroundWork.Running running ? running.shutDownAt() : Optional.empty();
    }

    private static String place(PeerAnswer.Reached peer, boolean withTimeline) {
        return peer.timeline()
                .filter(_ -> withTimeline)
                .map(timeline -> new WalPosition(timeline, peer.position()).toString())
                .orElseGet(() -> peer.position().toString());
    }

    private static Optional<ServerFacts> facts(View view) {
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? Optional.of(facts)
                : Optional.empty();
    }

    /** Who holds everything that was acknowledged, and how much of it this member has (LES-036). */
    private static String entitled(View view) {
        Optional<String> mine =
                facts(view).map(facts -> holds(view, facts.position().lsn(), Optional.of(facts.timeline())));
        return view.cluster()
                .sync()
                .map(Versioned::value)
                .map(made -> "every acknowledged commit is with %s of %s; this member %s"
                        .formatted(
                                made.quorum() == 0 ? "each" : "any " + (made.quorum() + 1),
                                Stream.concat(Stream.of(made.leader()), made.standbys().stream())
                                        .map(MemberName::value)
                                        .distinct()
                                        .collect(Collectors.joining(", ")),
                                mine.orElse("does not say what it holds")))
                .orElse("");
    }

    /** What a member has, and what would be lost with it in the lead, as far as the last leader had published (LES-036). */
    static String holds(View view, Lsn position, Optional<Timeline> timeline) {
        String place = "holds " + position
                + timeline.map(number -> " on timeline " + number).orElse("");
        Lsn published = view.cluster().status().optime();
        long lost = position.bytesBehind(published);
        return lost == 0
                ? place
                : "%s, %s less than the last leader published (%s)".formatted(place, ByteCount.words(lost), published);
    }

    private static String timelines(View view) {
        if (NewerHistory.exists(view)) {
            return "mine is %s, the newest known is %s"
                    .formatted(
                            view.timeline().orElseThrow(),
                            NewerHistory.newest(view).orElseThrow());
        }
        return facts(view)
                .filter(facts -> NewerHistory.isLonger(view, facts))
                .map(facts -> "my log ends at %s, the last leader published %s"
                        .formatted(
                                facts.position().lsn(), view.cluster().status().optime()))
                .orElse("");
    }

    private static String rival(View view, Rule rule) {
        Optional<MemberName> steppedDown = Candidacy.request(view).flatMap(FailoverRequest::leader);
        return facts(view).stream()
                .flatMap(facts -> asked(view)
                        .flatMap(asked -> asked.answers().keySet().stream()
                                .filter(member -> Candidacy.preferred(view, facts, asked, member, steppedDown)
                                        .filter(rule::equals)
                                        .isPresent())
                                .map(member -> against(view, facts, asked, member, rule))))
                .findFirst()
                .orElse("");
    }

    private static String primaries(View view) {
        return asked(view)
                .flatMap(asked -> asked.answers().keySet().stream()
                        .filter(member -> asked.of(member)
                                .filter(PeerAnswer.Reached::accepting)
                                .isPresent()))
                .map(MemberName::value)
                .collect(Collectors.joining(", "));
    }

    /** Every member that was asked and cannot take over, with what keeps it. */
    private static String unfit(View view, Function<PeerAnswer.Reached, Stream<Obstacle>> obstacles) {
        return asked(view)
                .flatMap(asked -> asked.answers().entrySet().stream())
                .map(entry -> entry.getKey()
                        + switch (entry.getValue()) {
                            case PeerAnswer.Unreached(String cause) -> " did not answer (" + cause + ")";
                            case PeerAnswer.Reached reached ->
                                ": "
                                        + obstacles
                                                .apply(reached)
                                                .findFirst()
                                                .map(Obstacle::words)
                                                .orElse("could, but is not the candidate");
                        })
                .collect(Collectors.joining("; "));
    }

    private static Stream<Peers.Asked> asked(View view) {
        return view.peers() instanceof Peers.Asked asked ? Stream.of(asked) : Stream.empty();
    }
}

package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.wal.Lsn;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says why the table decided as it did: who was looked at, and which check each of them failed. It asks the very conditions
 * that the table asks, and, where the table is content with the first that fails, goes on to the others (LES-024, LES-036,
 * LES-125). Pure, and total: it has something to say of every view.
 */
public final class Explainer {

    private Explainer() {}

    /** The explanation of a decision that was made on this view. */
    public static Explanation explain(View view, Decision decision) {
        return new Explanation(Digest.facts(view), Digest.figures(view), findings(view, decision));
    }

    private static List<Finding> findings(View view, Decision decision) {
        Optional<ServerFacts> standby = standby(view);
        if (view.lease() instanceof Lease.Vacant && standby.isPresent()) {
            return race(view, standby.orElseThrow(), decision).toList();
        }
        Stream<Rule> own = standby.isPresent() ? Candidacy.exclusions(view) : Stream.empty();
        return Stream.of(
                        primary(view, decision),
                        own.filter(rule -> rule != Rule.NO_LEADER_PAUSED).map(rule -> refused(view, rule)),
                        successors(view, decision),
                        rejoin(view))
                .flatMap(findings -> findings)
                .toList();
    }

    private static Optional<ServerFacts> standby(View view) {
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts) && facts.role() == Role.STANDBY
                ? Optional.of(facts)
                : Optional.empty();
    }

    /** Nobody leads: may this member, and what do the others hold? */
    private static Stream<Finding> race(View view, ServerFacts facts, Decision decision) {
        Optional<FailoverRequest> request = Candidacy.request(view);
        List<Finding> checks = Stream.of(
                        Candidacy.exclusions(view).map(rule -> refused(view, rule)),
                        request.isPresent()
                                ? Stream.<Finding>empty()
                                : Candidacy.shortcomings(view, facts).map(rule -> refused(view, rule)),
                        rivals(view, facts, request.flatMap(FailoverRequest::leader)))
                .flatMap(findings -> findings)
                .toList();
        boolean told = checks.stream()
                .anyMatch(finding ->
                        finding.rule().filter(decision.rule()::equals).isPresent());
        boolean putOff = decision.action() instanceof Action.Command && !told;
        List<Finding> mine = Stream.concat(
                        putOff ? Stream.of(refused(view, decision.rule())) : Stream.empty(), checks.stream())
                .toList();
        Lsn position = facts.position().lsn();
        var fit = Finding.fit(view.me(), Particulars.holds(view, position, Optional.of(facts.timeline())));
        return Stream.concat(
                mine.isEmpty() ? Stream.of(fit) : mine.stream(),
                peers(
                        view,
                        peer -> Stream.concat(
                                peer.refusal().stream(),
                                peer.accepting() ? Stream.of(new Obstacle.Accepting()) : Stream.empty())));
    }

    /** A primary that nobody leads, and that must not lead either. */
    private static Stream<Finding> primary(View view, Decision decision) {
        boolean refused = view.lease() instanceof Lease.Vacant
                && view.isPrimary()
                && !(decision.action() instanceof Action.Question);
        return refused ? Stream.of(refused(view, decision.rule())) : Stream.empty();
    }

    /** Whoever is in the way of this member. */
    private static Stream<Finding> rivals(View view, ServerFacts facts, Optional<MemberName> steppedDown) {
        if (!(view.peers() instanceof Peers.Asked asked)) {
            return Stream.empty();
        }
        if (asked.hasPrimary()) {
            return Stream.of(refused(view, Rule.PRIMARY_ALIVE));
        }
        return asked.answers().keySet().stream()
                .flatMap(member -> Candidacy.preferred(view, facts, asked, member, steppedDown).stream()
                        .map(rule -> Finding.refused(
                                view.me(), rule, Particulars.against(view, facts, asked, member, rule))));
    }

    private static Finding refused(View view, Rule rule) {
        String particulars = Particulars.of(view, rule);
        String sentence = Sentence.withNames(view, rule);
        return Finding.refused(view.me(), rule, particulars.isEmpty() ? sentence : sentence + ": " + particulars);
    }

    /** This member leads or may lead, and was to know who could come after it. */
    private static Stream<Finding> successors(View view, Decision decision) {
        Optional<ShutdownCheckpoint> end = Particulars.shutDownAt(view);
        boolean handingOver = switch (decision.rule()) {
            case HAND_OVER, STEPPING_DOWN, BECOMING_STANDBY_CLUSTER, STOPPING -> end.isPresent();
            default -> false;
        };
        return handingOver
                ? peers(view, peer -> HandOver.obstacles(view, peer, end.orElseThrow()))
                : peers(view, peer -> Takeover.obstacles(view, peer));
    }

    private static Stream<Finding> peers(View view, Function<PeerAnswer.Reached, Stream<Obstacle>> obstacles) {
        return view.peers() instanceof Peers.Asked asked
                ? asked.answers().entrySet().stream()
                        .flatMap(entry -> peer(view, entry.getKey(), entry.getValue(), obstacles))
                : Stream.empty();
    }

    private static Stream<Finding> peer(
            View view, MemberName member, PeerAnswer answer, Function<PeerAnswer.Reached, Stream<Obstacle>> obstacles) {
        return switch (answer) {
            case PeerAnswer.Unreached(String cause) -> Stream.of(Finding.unknown(member, "did not answer: " + cause));
            case PeerAnswer.Reached reached -> {
                List<Obstacle> found = obstacles.apply(reached).toList();
                String holds = Particulars.holds(view, reached.position(), reached.timeline());
                yield found.isEmpty()
                        ? Stream.of(Finding.fit(member, holds))
                        : found.stream().map(obstacle -> Finding.refused(member, obstacle.words() + "; " + holds));
            }
        };
    }

    /** The local data went another way than the leader's, or the remote primary's. */
    private static Stream<Finding> rejoin(View view) {
        Optional<Origin> historian = FollowTarget.historian(view);
        boolean diverged = view.divergence().orElse(null) instanceof Divergence.Diverged || Rejoin.isBlindTo(view);
        if (historian.isEmpty() || !diverged) {
            return Stream.empty();
        }
        Settings settings = view.settings();
        return Stream.of(
                        unless(settings.rewindAllowed(), "pg_rewind is not used: use_pg_rewind is off"),
                        unless(
                                !Rejoin.rewindFailed(view),
                                Rejoin.isBlindTo(view)
                                        ? "pg_rewind does not help: it believes that timelines of one number are one timeline"
                                        : "pg_rewind is not tried again: "
                                                + view.memory()
                                                        .rewind()
                                                        .failed()
                                                        .orElse("it ended well and changed nothing")),
                        unless(
                                Rejoin.isReady(view, historian.orElseThrow()),
                                "pg_rewind waits for %s to run and to write its checkpoint after the promotion"
                                        .formatted(historian.orElseThrow().words())),
                        unless(
                                Rejoin.mayRemove(view),
                                view.isStandbyCluster()
                                        ? "a new copy is not made: in a standby cluster no data is removed"
                                        : "a new copy is not made: remove_data_directory_on_diverged_timelines is off"
                                                + " (remove_data_directory_on_rewind_failure is %s)"
                                                        .formatted(
                                                                settings.removeDataAfterFailedRewind() ? "on" : "off")))
                .flatMap(Optional::stream)
                .map(words -> Finding.refused(view.me(), words));
    }

    private static Optional<String> unless(boolean holds, String words) {
        return holds ? Optional.empty() : Optional.of(words);
    }
}

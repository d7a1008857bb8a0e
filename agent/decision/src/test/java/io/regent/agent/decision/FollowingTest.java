package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.Divergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A running standby under a leader (T8). */
class FollowingTest {

    @Test
    void a_standby_that_streams_from_the_leader_stays() {
        isWait(seenBy("pg-2").asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1"), Rule.STANDBY);
    }

    @Spec({"D-103", "D-107"})
    @Test
    void a_standby_follows_a_new_leader() {
        is(
                seenBy("pg-2").asStandbyOf("pg-3").whileLeaseIsHeldBy("pg-1"),
                new Action.Follow(Optional.of(member("pg-1"))),
                Rule.FOLLOW);
    }

    @Spec({"D-102", "HA-191"})
    @Test
    void a_standby_follows_the_member_it_is_told_to() {
        is(
                seenBy("pg-2")
                        .asStandbyOf("pg-1")
                        .tagged("replicatefrom", "pg-3")
                        .whileLeaseIsHeldBy("pg-1"),
                new Action.Follow(Optional.of(member("pg-3"))),
                Rule.FOLLOW);
    }

    @Spec({"D-102", "HA-191"})
    @Test
    void a_standby_follows_the_leader_while_its_member_is_gone() {
        isWait(
                seenBy("pg-2")
                        .asStandbyOf("pg-1")
                        .tagged("replicatefrom", "pg-9")
                        .whileLeaseIsHeldBy("pg-1"),
                Rule.STANDBY);
    }

    @Spec("HA-191")
    @Test
    void a_standby_that_is_told_to_follow_itself_follows_the_leader() {
        isWait(
                seenBy("pg-2")
                        .asStandbyOf("pg-1")
                        .tagged("replicatefrom", "pg-2")
                        .whileLeaseIsHeldBy("pg-1"),
                Rule.STANDBY);
    }

    @Test
    void a_standby_stays_where_it_is_while_the_leader_is_unknown() {
        isWait(
                seenBy("pg-2").asStandbyOf("pg-3").withoutMember("pg-1").whileLeaseIsHeldBy("pg-1"),
                Rule.LEADER_UNKNOWN);
    }

    @Test
    void histories_are_compared_before_a_new_leader_is_followed() {
        is(due(seenBy("pg-2").asStandbyOf("pg-3")), new Action.ExamineDivergence(member("pg-1")), Rule.COMPARE);
    }

    @Spec({"LES-068", "D-109"})
    @Test
    void the_same_leader_on_a_newer_timeline_is_compared_again() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .withMember("pg-1", Map.of("timeline", 4))
                        .whileLeaseIsHeldBy("pg-1"),
                new Action.ExamineDivergence(member("pg-1")),
                Rule.COMPARE);
    }

    @Spec("D-104")
    @Test
    void a_diverged_standby_is_rewound_where_allowed() {
        is(diverged().with(with -> with.rewindAllowed = true), new Action.Rewind(member("pg-1")), Rule.REWIND);
    }

    @Spec("D-106")
    @Test
    void a_diverged_standby_stays_where_nothing_is_allowed() {
        isWait(diverged(), Rule.DIVERGED_STANDBY);
    }

    @Test
    void a_comparison_that_failed_keeps_nobody_from_following_a_newer_timeline() {
        is(
                uncompared().withMember("pg-1", Map.of("timeline", 4)),
                new Action.Follow(Optional.of(member("pg-1"))),
                Rule.FOLLOW);
    }

    @Test
    @Spec("LES-023")
    void a_leader_on_a_timeline_of_the_same_number_is_not_followed_before_the_logs_were_compared() {
        isWait(uncompared().withMember("pg-1", Map.of("timeline", 3)), Rule.FOLLOW_LATER);
        isWait(uncompared(), Rule.FOLLOW_LATER);
        isWait(uncompared().paused(), Rule.FOLLOW_LATER);
    }

    @Test
    @Spec("LES-023")
    void a_change_of_leader_is_a_reason_to_compare_before_anything_is_followed() {
        var before = seenBy("pg-2")
                .asStandbyOf("pg-3")
                .whileLeaseIsHeldBy("pg-3")
                .view()
                .cluster();
        var views = seenBy("pg-2")
                .asStandbyOf("pg-3")
                .whileLeaseIsHeldBy("pg-1")
                .remembering(past -> past.lastLed = Optional.of(before));

        is(views, new Action.ExamineDivergence(member("pg-1")), Rule.COMPARE);
        is(views.paused(), new Action.ExamineDivergence(member("pg-1")), Rule.COMPARE);
    }

    @Test
    @Spec("LES-023")
    void a_log_that_only_looks_like_the_leaders_is_replaced_by_a_copy_where_allowed_and_never_rewound() {
        is(
                irreconcilable("pg-3").with(with -> with.removeDivergedData = true),
                new Action.Clone(member("pg-1")),
                Rule.CLONE_DIVERGED);
        is(
                irreconcilable("pg-3").with(with -> {
                    with.rewindAllowed = true;
                    with.removeDataAfterFailedRewind = true;
                }),
                new Action.Clone(member("pg-1")),
                Rule.CLONE_DIVERGED);
        isWait(irreconcilable("pg-3").with(with -> with.rewindAllowed = true), Rule.IRRECONCILABLE);
        isWait(
                irreconcilable("pg-3")
                        .with(with -> with.removeDivergedData = true)
                        .paused(),
                Rule.IRRECONCILABLE);
    }

    @Test
    void the_log_says_where_the_logs_differ_or_why_they_could_not_be_compared() {
        View apart = irreconcilable("pg-3").view();
        assertThat(Sentence.of(apart, Decider.decide(apart))).endsWith("(regentctl reinit): timeline 3");
        View unknown = uncompared().view();
        assertThat(Sentence.of(unknown, Decider.decide(unknown))).endsWith(": refused");
    }

    @Test
    @Spec("LES-023")
    void a_standby_that_streams_from_a_log_that_is_not_its_own_stops() {
        is(irreconcilable("pg-1"), new Action.Follow(Optional.empty()), Rule.LEAVE_IRRECONCILABLE);
    }

    @Spec("HA-120")
    @Test
    void in_pause_nothing_is_rewound() {
        isWait(diverged().with(with -> with.rewindAllowed = true).paused(), Rule.STANDBY);
    }

    @Spec({"D-179", "HA-162"})
    @Test
    void in_pause_a_standby_goes_where_the_leader_is_and_stays_where_it_is_right() {
        is(
                seenBy("pg-2").asStandbyOf("pg-3").paused().whileLeaseIsHeldBy("pg-1"),
                new Action.Follow(Optional.of(member("pg-1"))),
                Rule.FOLLOW);
        isWait(seenBy("pg-2").asStandbyOf("pg-1").paused().whileLeaseIsHeldBy("pg-1"), Rule.STANDBY);
    }

    @Spec("D-100")
    @Test
    void a_member_that_does_not_stream_is_not_told_to_follow() {
        isWait(seenBy("pg-2").asStandby().tagged("nostream", true).whileLeaseIsHeldBy("pg-1"), Rule.STANDBY);
    }

    @Spec("HA-191")
    @Test
    void members_that_would_stream_in_a_circle_stream_from_the_leader() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .tagged("replicatefrom", "pg-3")
                        .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")))
                        .whileLeaseIsHeldBy("pg-1"),
                new Action.Follow(Optional.of(member("pg-1"))),
                Rule.FOLLOW);
    }

    /** Whoever names whom: following the names from any member ends at the leader. */
    @Spec("LES-086")
    @Test
    void in_any_graph_of_members_everybody_streams_from_the_leader_in_the_end() {
        List<String> names = List.of("pg-1", "pg-2", "pg-3", "pg-4", "pg-5", "pg-6", "gone");
        for (int graph = 0; graph < 500; graph++) {
            var chance = new Random(graph);
            Map<String, String> tags = names.stream()
                    .skip(1)
                    .limit(5)
                    .filter(name -> chance.nextInt(4) > 0)
                    .collect(Collectors.toMap(name -> name, name -> names.get(chance.nextInt(names.size()))));
            for (String name : names.subList(1, 6)) {
                assertThat(wayToTheLeader(name, tags))
                        .as("%s in %s", name, tags)
                        .endsWith("pg-1");
            }
        }
    }

    private static List<String> wayToTheLeader(String from, Map<String, String> tags) {
        var way = new ArrayList<>(List.of(from));
        while (!way.getLast().equals("pg-1") && way.size() <= 6) {
            String me = way.getLast();
            Views views = seenBy(me).asStandby();
            for (String name : List.of("pg-1", "pg-2", "pg-3", "pg-4", "pg-5", "pg-6")) {
                views = views.withMember(
                        name,
                        tags.containsKey(name) ? Map.of("tags", Map.of("replicatefrom", tags.get(name))) : Map.of());
            }
            if (tags.containsKey(me)) {
                views = views.tagged("replicatefrom", tags.get(me));
            }
            way.add(FollowTarget.of(views.whileLeaseIsHeldBy("pg-1").view())
                    .upstream()
                    .map(origin -> ((Origin.Peer) origin).member().value())
                    .orElse("nobody"));
        }
        return way;
    }

    private static Views due(Views views) {
        return views.remembering(past -> past.divergenceDue = true).whileLeaseIsHeldBy("pg-1");
    }

    private static Views uncompared() {
        return due(seenBy("pg-2").asStandbyOf("pg-3")).withDivergence(new Divergence.NotKnown("refused"));
    }

    private static Views irreconcilable(String upstream) {
        return due(seenBy("pg-2").asStandbyOf(upstream)).withDivergence(new Divergence.Irreconcilable("timeline 3"));
    }

    private static Views diverged() {
        return due(seenBy("pg-2").asStandbyOf("pg-1")).withDivergence(new Divergence.Diverged("0/3000000"));
    }
}

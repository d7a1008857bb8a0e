package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.dcs.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Goal: who leads, by tags. Method: every pair of tags in every mode and count, against a model that says it in a few lines. */
class CandidateTagsTest {

    private static final String HERE = "0/3000000";

    /** A mode, how many standbys it wants, and how many of two voters besides oneself must answer. */
    private record Way(Mode mode, int count, int votes) {}

    private static final List<Way> WAYS = List.of(
            new Way(Mode.OFF, 1, 0),
            new Way(Mode.ON, 1, 0),
            new Way(Mode.ON, 2, 0),
            new Way(Mode.QUORUM, 2, 0),
            new Way(Mode.QUORUM, 1, 1));

    @TestFactory
    @Spec("LES-026")
    List<DynamicTest> tags_decide_as_the_model_says() {
        var tests = new ArrayList<DynamicTest>();
        for (Way way : WAYS) {
            for (String theirs : List.of("0/2FFFFFF", HERE, "0/3000001")) {
                for (Tags mine : allTags()) {
                    for (Tags their : allTags()) {
                        tests.add(DynamicTest.dynamicTest(
                                "%s, mine %s, theirs %s at %s".formatted(way, mine, their, theirs),
                                () -> assertThat(races(way, mine, their, theirs))
                                        .isEqualTo(shouldRace(way, mine, their, theirs))));
                    }
                }
            }
        }
        return tests;
    }

    @Test
    @Spec("LES-026")
    void the_former_leader_s_priority_holds_nobody_up_in_any_mode() {
        var favourite = new Tags(Map.of("failover_priority", 9));
        for (Way way : WAYS) {
            Views views = view(way, Tags.NONE)
                    .remembering(past -> past.lastLed = Optional.of(
                            seenBy("pg-2").whileLeaseIsHeldBy("pg-3").view().cluster()))
                    .withPeer("pg-3", Servers.peer(3, HERE, favourite));

            assertThat(Decider.decide(views.view()).action()).as("%s", way).isEqualTo(new Action.AcquireLease());
        }
    }

    /** Those that may lead go by their position first, and by their priority only when that is equal. */
    private static boolean shouldRace(Way way, Tags mine, Tags their, String theirs) {
        int order = theirs.compareTo(HERE);
        boolean outdone = mayLead(their) && (order > 0 || (order == 0 && priority(their) > priority(mine)));
        boolean enoughVotes = way.votes() == 0 || (mayLead(their) && order <= 0);
        return mayLead(mine) && !outdone && enoughVotes;
    }

    private static boolean mayLead(Tags tags) {
        Object never = tags.values().get("nofailover");
        return never == null ? priority(tags) > 0 : never.equals(false);
    }

    private static int priority(Tags tags) {
        return (int) tags.values().getOrDefault("failover_priority", 1);
    }

    private static boolean races(Way way, Tags mine, Tags their, String theirs) {
        View view =
                view(way, mine).withPeer("pg-3", Servers.peer(3, theirs, their)).view();
        return Decider.decide(view).action() instanceof Action.AcquireLease;
    }

    private static Views view(Way way, Tags mine) {
        Views views = seenBy("pg-2")
                .asStandby()
                .whileLeaseIsVacant()
                .with(with -> with.catchUp = Duration.ZERO)
                .with(with -> with.tags.putAll(mine.values()))
                .synchronous(new Settings.Sync(way.mode(), false, way.count(), -1));
        return way.mode() == Mode.OFF ? views : views.promising("pg-1", way.votes(), "pg-2", "pg-3");
    }

    private static List<Tags> allTags() {
        var all = new ArrayList<Tags>();
        for (Optional<Boolean> never : List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
            for (Optional<Integer> priority : List.of(Optional.<Integer>empty(), Optional.of(0), Optional.of(2))) {
                var tags = new LinkedHashMap<String, Object>();
                never.ifPresent(value -> tags.put("nofailover", value));
                priority.ifPresent(value -> tags.put("failover_priority", value));
                all.add(new Tags(tags));
            }
        }
        return all;
    }
}

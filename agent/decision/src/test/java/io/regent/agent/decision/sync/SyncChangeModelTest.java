package io.regent.agent.decision.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Goal: no change of modes, counts, standbys, at no point and in no order, leaves a state in which somebody may lead who lacks an
 * acknowledged commit. Method: every state that can be reached from every settled one, with everything that may be wanted in each
 * of them, with agents that forget in between.
 */
class SyncChangeModelTest {

    private static final int STANDBYS = 3;
    private static final int MOST_STEPS = 8;
    /** All states of a cluster of four nodes. */
    private static final Set<Model> REACHABLE = reachable();

    @Test
    @Spec({"HA-135", "HA-143", "HA-147", "LES-091", "LES-092", "LES-100"})
    void whoever_may_lead_holds_every_acknowledged_commit_after_every_step() {
        assertThat(REACHABLE).hasSizeGreaterThan(1_000);
        for (Model model : REACHABLE) {
            assertThat(model.loss()).describedAs("%s", model).isEmpty();
        }
    }

    @Test
    @Spec("LES-091")
    void with_five_nodes_no_change_from_any_settled_state_loses_anything_wherever_it_stops() {
        for (Model settled : settled(4)) {
            for (Wish wish : wishes(4)) {
                for (int streaming = 0; streaming < 1 << 4; streaming++) {
                    for (Model stopped : path(settled, wish, streaming)) {
                        assertThat(stopped.loss()).describedAs("%s", stopped).isEmpty();
                        assertThat(stopped.forgotten().loss()).isEmpty();
                    }
                }
            }
        }
    }

    @Property(tries = 500)
    void with_five_nodes_no_order_of_changes_loses_anything(@ForAll long seed) {
        var random = new Random(seed);
        Model model = any(random, List.copyOf(settled(4)));
        for (int step = 0; step < 30; step++) {
            Wish wish = any(random, wishes(4));
            int streaming = random.nextInt(1 << 4);
            for (int next = random.nextInt(5); next > 0; next--) {
                model = model.after(model.next(target(model, wish, streaming)));
                model = random.nextBoolean() ? model.with(random.nextInt(1 << 4) & model.waitedFor()) : model;
                model = random.nextInt(6) == 0 ? model.forgotten() : model;
                assertThat(model.loss()).describedAs("%s", model).isEmpty();
            }
        }
    }

    @Test
    void every_change_comes_to_its_end_once_the_standbys_have_caught_up() {
        for (Model model : settled(STANDBYS)) {
            for (Wish wish : wishes(STANDBYS)) {
                for (int streaming = 0; streaming < 1 << STANDBYS; streaming++) {
                    List<Model> path = path(model, wish, streaming);

                    assertThat(path.getLast().next(target(path.getLast(), wish, streaming)))
                            .describedAs("%s towards %s with %s", model, wish, Model.names(streaming))
                            .isInstanceOf(SyncStep.Settled.class);
                    assertThat(path).hasSizeLessThanOrEqualTo(MOST_STEPS);
                }
            }
        }
    }

    @Test
    @Spec("LES-094")
    void nobody_is_given_up_before_somebody_else_is_promised() {
        for (Model model : settled(STANDBYS)) {
            if (model.promise().orElseThrow().standbys().isEmpty()) {
                continue;
            }
            for (Wish wish : wishes(STANDBYS)) {
                for (int streaming = 1; streaming < 1 << STANDBYS; streaming++) {
                    assertThat(path(model, wish, streaming))
                            .describedAs("%s towards %s with %s", model, wish, Model.names(streaming))
                            .noneMatch(between ->
                                    between.promise().orElseThrow().standbys().isEmpty());
                }
            }
        }
    }

    @Test
    void only_one_of_the_two_changes_at_a_time_and_each_only_to_something_else() {
        for (Model model : REACHABLE) {
            for (Wish wish : wishes(3)) {
                SyncStep step = model.next(target(model, wish, 0b101));

                if (step instanceof SyncStep.SetNames(SyncNames names)) {
                    assertThat(names.means(model.inForce())).isFalse();
                }
                if (step instanceof SyncStep.WritePromise(SyncState other)) {
                    assertThat(model.promise()).isNotEqualTo(Optional.of(other));
                }
            }
        }
    }

    @Test
    @Spec({"HA-146", "LES-095"})
    void a_new_leader_promises_nothing_that_could_lose_what_was_acknowledged_before_or_will_be() {
        for (Model model : REACHABLE) {
            for (Wish wish : wishes(3)) {
                for (MemberName winner : Model.names(0b111)) {
                    SyncState before = model.promise().orElseThrow();
                    boolean mayWin = before.quorum() > 0 || before.names(winner);
                    if (mayWin) {
                        assertNothingIsLostBy(winner, wish, model);
                    }
                }
            }
        }
    }

    /** The former leader, a bit of its own, has everything that was acknowledged before. */
    private static void assertNothingIsLostBy(MemberName winner, Wish wish, Model model) {
        var prepared = TakingOver.by(winner, wish, model.promise());
        var former = Model.name(STANDBYS);
        var voters = new TreeSet<>(prepared.promise().standbys());
        if (voters.remove(Model.LEADER)) {
            voters.add(former);
        }
        var promise = new SyncState(winner, voters, prepared.promise().quorum());
        var commits = new HashSet<Integer>();
        model.all()
                .forEach(holders -> commits.add(holders | Model.bits(List.of(former)) | Model.bits(List.of(winner))));

        assertThat(Model.loss(promise, commits))
                .describedAs("%s by %s of %s", prepared, winner, model)
                .isEmpty();
        assertThat(Guarantee.of(prepared.names()).backs(prepared.promise())).isTrue();
        assertThat(prepared.promise().leader()).isEqualTo(winner);
    }

    /** All states from a change's beginning to where it goes no further; standbys catch up as soon as it waits for them. */
    private static List<Model> path(Model from, Wish wish, int streaming) {
        var path = new ArrayList<>(List.of(from));
        for (int i = 0; i < 2 * MOST_STEPS; i++) {
            Model model = path.getLast();
            SyncStep step = model.next(target(model, wish, streaming));
            Model next = step instanceof SyncStep.AwaitStandbys
                    ? model.with(model.waitedFor() & streaming)
                    : model.after(step);
            if (next.equals(model)) {
                return path;
            }
            path.add(next);
        }
        return path;
    }

    private static Set<Model> reachable() {
        var seen = new HashSet<>(settled(STANDBYS));
        Deque<Model> todo = new ArrayDeque<>(seen);
        while (!todo.isEmpty()) {
            for (Model next : successors(todo.remove())) {
                if (seen.add(next)) {
                    todo.add(next);
                }
            }
        }
        return seen;
    }

    private static Set<Model> successors(Model model) {
        var next = new HashSet<Model>();
        for (Wish wish : wishes(STANDBYS)) {
            int most = wish.strict() ? 1 : 1 << STANDBYS;
            for (int streaming = 0; streaming < most; streaming++) {
                next.add(model.after(model.next(target(model, wish, streaming))));
            }
        }
        for (int caughtUp = 0; caughtUp < 1 << STANDBYS; caughtUp++) {
            next.add(model.with(caughtUp & model.waitedFor()));
        }
        next.add(model.forgotten());
        return next;
    }

    private static <T> T any(Random random, List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** Clusters in which nothing is going on, in every mode, with any count and any standbys. */
    private static Set<Model> settled(int standbys) {
        var settled = new HashSet<Model>();
        for (Wish wish : wishes(standbys)) {
            for (int streaming = 0; streaming < 1 << standbys; streaming++) {
                Target target = Model.target(wish, streaming, Optional.empty());
                settled.add(new Model(target.names(), Optional.of(target.promise()), Set.of(), 0).forgotten());
            }
        }
        return settled;
    }

    private static List<Wish> wishes(int standbys) {
        var wishes = new ArrayList<Wish>();
        for (int count = 1; count <= standbys; count++) {
            for (boolean strict : List.of(true, false)) {
                wishes.add(new Wish(false, strict, count));
                wishes.add(new Wish(true, strict, count));
            }
        }
        return wishes;
    }

    private static Target target(Model model, Wish wish, int streaming) {
        return Model.target(wish, streaming, model.promise());
    }
}

package io.regent.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decider;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MemberName;
import io.regent.restapi.DecisionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the cycles, in memory and in the file. */
class DecisionJournalTest {

    @TempDir
    Path data;

    @TempDir
    Path logs;

    private FakeNode node;
    private Path file;
    private long ticks;

    @BeforeEach
    void prepare() {
        node = new FakeNode(data).initialized();
        file = logs.resolve("demo-node-1.decisions.jsonl");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void cycles_that_change_nothing_are_folded_into_one_entry() {
        var entries = after(cycle(theirs("pg-1")), cycle(theirs("pg-1")), cycle(theirs("pg-1")));

        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().cycles()).isEqualTo(3);
    }

    @Test
    void a_cycle_that_sees_another_leader_is_an_entry_of_its_own() {
        assertThat(after(cycle(theirs("pg-1")), cycle(theirs("pg-2")), cycle(theirs("pg-1"))))
                .extracting(DecisionEntry::cycles)
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void an_entry_says_what_was_decided_by_which_rule_on_what() {
        var document = after(cycle(theirs("pg-1"))).getFirst().json();

        assertThat(document).containsKeys("first", "last", "rule", "row", "decision", "action", "steps", "findings");
        assertThat(document.get("facts"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("lease", "held by pg-1");
    }

    @Test
    void a_turn_that_was_broken_off_does_not_run_into_the_next() {
        try (var journal = new DecisionJournal(Optional.of(file))) {
            View first = node.view();
            journal.append(first, new Decision(new Action.RenewLease(), Rule.CONFIRM_LEASE));
            View second = later(first);
            journal.append(second, Decider.decide(second));
        }

        assertThat(recorded()).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void every_step_of_the_file_is_decided_again_in_the_same_way() {
        after(cycle(theirs("pg-1")), cycle(new Lease.Vacant()), cycle(new Lease.Unanswered("timed out")));

        assertThat(recorded())
                .hasSize(3)
                .allSatisfy(steps -> assertThat(steps)
                        .isNotEmpty()
                        .allSatisfy(
                                step -> assertThat(Decider.decide(step.view())).isEqualTo(step.decision())));
    }

    @Test
    void the_configuration_is_not_written_because_it_may_hold_secrets() {
        assertThat(node.view().cluster().config().orElseThrow().value().document())
                .isNotEmpty();

        after(cycle(theirs("pg-1")));

        assertThat(recorded()
                        .getFirst()
                        .getFirst()
                        .view()
                        .cluster()
                        .config()
                        .orElseThrow()
                        .value())
                .isEqualTo(DynamicConfig.EMPTY);
    }

    @Test
    void only_the_owner_reads_the_file() throws IOException {
        after(cycle(theirs("pg-1")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void the_story_goes_on_after_the_agent_was_started_again() {
        after(cycle(theirs("pg-1")), cycle(theirs("pg-1")), cycle(theirs("pg-2")));

        assertThat(after(cycle(theirs("pg-3"))))
                .extracting(DecisionEntry::cycles)
                .containsExactly(2L, 1L, 1L);
    }

    @Test
    void the_last_cycle_is_told_in_full_also_when_it_changed_nothing() {
        try (var journal = new DecisionJournal(Optional.empty())) {
            assertThat(journal.lastInFull()).isEmpty();
            View view = node.view().with(theirs("pg-1"));
            journal.append(view, Decider.decide(view));

            assertThat(journal.lastInFull().orElseThrow()).containsKeys("rule", "facts", "trace");
        }
    }

    @Test
    void how_often_a_rule_spoke_is_counted() {
        var journal = new DecisionJournal(Optional.empty());
        View view = node.view().with(theirs("pg-1"));
        journal.append(view, new Decision(new Action.Wait(), Rule.STANDBY));
        journal.append(later(view), new Decision(new Action.Wait(), Rule.STANDBY));
        journal.close();

        assertThat(journal.trail().spoken()).isEqualTo(Map.of("D-180", 2L));
        assertThat(journal.trail().lastRule()).contains("D-180");
        assertThat(journal.dropped()).isZero();
    }

    /** What is in memory after a journal was told of cycles and closed. */
    private List<DecisionEntry> after(View... cycles) {
        var journal = new DecisionJournal(Optional.of(file));
        for (View view : cycles) {
            journal.append(view, Decider.decide(view));
        }
        journal.close();
        return journal.trail().entries();
    }

    private View cycle(Lease lease) {
        return later(node.view().with(lease));
    }

    private View later(View view) {
        ticks++;
        return new View(
                view.now() + ticks,
                view.wallClock().plusSeconds(ticks),
                view.me(),
                view.settings(),
                view.dcs(),
                view.lease(),
                view.postgres(),
                view.work(),
                view.watchdog(),
                view.answers(),
                view.notice(),
                view.request(),
                view.stopping(),
                view.memory());
    }

    private static Lease theirs(String holder) {
        return new Lease.Theirs(new MemberName(holder));
    }

    private List<List<Step>> recorded() {
        try {
            return Files.readAllLines(file).stream()
                    .map(Recording::read)
                    .filter(steps -> !steps.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

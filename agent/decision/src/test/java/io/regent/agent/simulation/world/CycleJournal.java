package io.regent.agent.simulation.world;

import io.regent.agent.cycle.Journal;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Sentence;
import io.regent.agent.decision.View;
import java.util.Optional;

/** Notes what was decided; a cycle that waits for the same reason as the one before is not worth a line. */
final class CycleJournal implements Journal {

    private final World world;
    private final Node node;
    private Optional<Rule> last = Optional.empty();

    CycleJournal(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public void append(View view, Decision decision) {
        world.ruleFired(decision.rule());
        node.sightings().saw(view);
        if (decision.action() instanceof Action.RenewLease) {
            return;
        }
        boolean again = decision.action() instanceof Action.Wait
                && last.filter(decision.rule()::equals).isPresent();
        last = Optional.of(decision.rule());
        if (!again) {
            Rule rule = decision.rule();
            world.chronicle()
                    .thought(node.name(), () -> "%s %s: %s".formatted(rule.id(), rule, Sentence.of(view, decision)));
        }
    }
}

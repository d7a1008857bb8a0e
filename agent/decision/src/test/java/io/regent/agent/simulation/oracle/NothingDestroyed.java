package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.Ledger;
import io.regent.agent.simulation.world.World;
import java.util.List;
import java.util.Optional;

/** O6: the last copy of the data is never removed. */
public final class NothingDestroyed implements Oracle {

    private int looked;

    @Override
    public Optional<String> complaint(World world) {
        var removals = world.ledger().removals();
        int from = looked;
        looked = removals.size();
        return from == looked ? Optional.empty() : worst(removals.subList(from, looked));
    }

    private static Optional<String> worst(List<Ledger.Removal> removals) {
        return removals.stream()
                .filter(removal -> !removal.anotherCopy())
                .findFirst()
                .map(NothingDestroyed::sentence);
    }

    private static String sentence(Ledger.Removal removal) {
        return "O6: " + removal.node() + " removed the last copy of the data";
    }
}

package io.regent.agent.simulation.fault;

import io.regent.agent.simulation.engine.Chance;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that will happen to a cluster.
 *
 * @param length when everything is healed
 */
public record Plan(Duration length, List<Fault> faults) {

    private static final Duration PEACE_AT_FIRST = Duration.ofSeconds(60);

    public Plan {
        faults = List.copyOf(faults);
    }

    /** A plan by chance, out of the given kinds. */
    public static Plan byChance(long seed, Duration length, List<MemberName> members, Set<Kind> kinds) {
        var chance = new Chance(seed, "plan");
        List<Kind> choices = new ArrayList<>(EnumSet.copyOf(kinds));
        var faults = new ArrayList<Fault>();
        boolean dense = chance.oneIn(2);
        Duration at = PEACE_AT_FIRST;
        while (at.compareTo(length) < 0) {
            Duration lasting = chance.millis(500, 40_000, 4, 95_000);
            boolean leader = chance.oneIn(2);
            MemberName target = chance.oneOf(members);
            MemberName other = members.size() == 1
                    ? target
                    : chance.oneOf(members.stream()
                            .filter(name -> !name.equals(target))
                            .toList());
            faults.add(new Fault(
                    at, lasting, chance.oneOf(choices), leader ? Optional.empty() : Optional.of(target), other));
            at = at.plus(dense ? chance.millis(200, 20_000) : chance.millis(5_000, 80_000));
        }
        return new Plan(length, faults);
    }

    /** The same plan with other faults. */
    public Plan with(List<Fault> others) {
        return new Plan(length, others);
    }

    @Override
    public String toString() {
        return faults.stream().map(fault -> "  " + fault + "\n").collect(Collectors.joining());
    }
}

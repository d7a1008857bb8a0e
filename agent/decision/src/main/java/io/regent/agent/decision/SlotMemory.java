package io.regent.agent.decision;

import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of replication slots. All times are nanoseconds of the monotonic clock, by slot name.
 *
 * @param seen when each member's slot was last needed (HA-124)
 * @param idle since when a logical slot is here that nobody has asked for and nobody uses
 * @param copied when a logical slot was last to be copied from the leader
 */
public record SlotMemory(SortedMap<String, Long> seen, SortedMap<String, Long> idle, SortedMap<String, Long> copied) {

    /** Nothing was seen yet. */
    public static final SlotMemory NONE =
            new SlotMemory(Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap());

    /** How long a copy that failed, or that did not last, is not tried again: each costs a restart (LES-082). */
    static final Duration COPY_PAUSE = Duration.ofMinutes(2);

    public SlotMemory {
        seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
        idle = Collections.unmodifiableSortedMap(new TreeMap<>(idle));
        copied = Collections.unmodifiableSortedMap(new TreeMap<>(copied));
    }

    static SlotMemory after(View view, Decision decision) {
        return new SlotMemory(seen(view), idle(view), copied(view, decision));
    }

    /** Whether the copy of a slot may be tried now. */
    boolean mayCopy(String slot, long now) {
        return Optional.ofNullable(copied.get(slot))
                .filter(at -> now - at < COPY_PAUSE.toNanos())
                .isEmpty();
    }

    static SortedMap<String, Long> seen(View view) {
        var seen = new TreeMap<>(view.memory().slots().seen());
        view.cluster().status().retainSlots().forEach(slot -> seen.putIfAbsent(slot, view.now()));
        view.cluster().members().forEach(member -> {
            String slot = SlotName.of(member.name().value());
            if (member.tags().nostream()) {
                seen.remove(slot);
            } else {
                seen.put(slot, view.now());
            }
        });
        long oldest = view.now() - view.settings().memberSlotsTtl().toNanos();
        seen.values().removeIf(at -> at < oldest);
        return seen;
    }

    private static SortedMap<String, Long> idle(View view) {
        SortedMap<String, Long> before = view.memory().slots().idle();
        if (!(view.postgres() instanceof PostgresState.Running(ServerFacts facts))) {
            return before;
        }
        var idle = new TreeMap<String, Long>();
        facts.slots().stream()
                .filter(slot -> !slot.physical() && !slot.has(Trait.ACTIVE))
                .map(ReplicationSlot::name)
                .filter(name -> !LogicalSlots.kept(view).containsKey(name))
                .forEach(name -> idle.put(name, before.getOrDefault(name, view.now())));
        return idle;
    }

    private static SortedMap<String, Long> copied(View view, Decision decision) {
        var copied = new TreeMap<>(view.memory().slots().copied());
        copied.values().removeIf(at -> view.now() - at >= COPY_PAUSE.toNanos());
        if (decision.action() instanceof Action.CopySlots copy) {
            copy.slots().forEach(slot -> copied.put(slot, view.now()));
        }
        return copied;
    }
}

package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Slots that nobody uses and that do harm while they are there (HA-125, HA-130, HA-132). */
final class HarmfulSlots {

    private HarmfulSlots() {}

    static SortedSet<String> of(View view, ServerFacts facts) {
        var harmful = new TreeSet<String>();
        facts.slots().stream()
                .filter(slot -> !slot.has(Trait.ACTIVE))
                .filter(slot -> slot.physical() ? holdsRowsForNobody(slot, view, facts) : isInTheWay(slot, view))
                .forEach(slot -> harmful.add(slot.name()));
        return harmful;
    }

    /**
     * A mere copy of a slot knows of rows only from the time when it was more than a copy, and keeps them for ever: a member's slot where
     * the member does not stream from, and on a standby any other (LES-079).
     */
    private static boolean holdsRowsForNobody(ReplicationSlot slot, View view, ServerFacts facts) {
        if (!slot.has(Trait.HOLDS_ROWS)) {
            return false;
        }
        Optional<Member> owner = view.cluster().members().stream()
                .filter(member -> SlotName.of(member.name().value()).equals(slot.name()))
                .findFirst();
        boolean standby = facts.role() == Role.STANDBY;
        return owner.map(member ->
                        standby ? !WantedSlots.streamsFromMe(member, view) : WantedSlots.streamsElsewhere(member, view))
                .orElse(standby);
    }

    /**
     * A logical slot that nobody has asked for goes when nobody has used it for as long as a member's slot is kept: until then its consumer
     * may only be away (LES-084). What keeps the server from looking after its own slots goes at once.
     */
    private static boolean isInTheWay(ReplicationSlot slot, View view) {
        boolean forgotten = Optional.ofNullable(view.memory().slots().idle().get(slot.name()))
                .filter(since ->
                        view.now() - since >= view.settings().memberSlotsTtl().toNanos())
                .isPresent();
        return slot.has(Trait.IN_THE_WAY) || forgotten;
    }
}

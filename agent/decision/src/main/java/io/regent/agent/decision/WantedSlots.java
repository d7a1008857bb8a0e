package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The replication slots that this member's server should have. */
final class WantedSlots {

    private WantedSlots() {}

    static SlotPlan of(View view, ServerFacts facts) {
        var logical = new TreeMap<String, SlotPlan.Logical>();
        LogicalSlots.kept(view)
                .forEach((slot, decoder) ->
                        logical.put(slot, new SlotPlan.Logical(decoder, confirmed(view, facts, slot))));
        var physical = new TreeMap<String, Lsn>();
        physical(view, facts).stream()
                .filter(slot -> !logical.containsKey(slot))
                .forEach(slot -> physical.put(slot, position(view, facts, slot)));
        boolean primary = facts.role() == Role.PRIMARY;
        return new SlotPlan(physical, logical, primary, HarmfulSlots.of(view, facts));
    }

    /**
     * Every member that may lead keeps a slot for every other, so that a new leader still has the log that the others need (HA-122,
     * LES-077), and the slots that are there for good (HA-126). When the slots of absent members are not kept, nobody keeps one but who is
     * streamed from.
     */
    private static Set<String> physical(View view, ServerFacts facts) {
        var wanted = new TreeSet<String>();
        if (!view.settings().useSlots()) {
            return wanted;
        }
        boolean leads = view.lease() instanceof Lease.Mine;
        boolean mayLead =
                leads || (!view.settings().tags().nofailover() && facts.version() >= LogicalSlots.COPIES_MOVE);
        view.cluster().members().stream()
                .filter(member -> !member.tags().nostream())
                .filter(member -> isKept(member, view, leads, mayLead))
                .map(member -> SlotName.of(member.name().value()))
                .forEach(wanted::add);
        if (mayLead) {
            wanted.addAll(view.settings().slots().permanent());
            wanted.addAll(view.memory().slots().seen().keySet());
            wanted.addAll(view.cluster().status().retainSlots());
        }
        wanted.remove(SlotName.of(view.me().value()));
        return wanted;
    }

    /** Where the leader's slot is, or as far towards it as this server has come itself (HA-127). */
    private static Lsn confirmed(View view, ServerFacts facts, String slot) {
        Lsn published = view.cluster().status().slots().getOrDefault(slot, Lsn.NONE);
        Lsn replayed = facts.replay().map(ReplayProgress::replayed).orElse(Lsn.NONE);
        return published.isAfter(replayed) ? replayed : published;
    }

    private static boolean isKept(Member member, View view, boolean leads, boolean mayLead) {
        boolean everywhere = mayLead && !view.settings().memberSlotsTtl().isZero();
        return everywhere || streamsFromMe(member, view) || (leads && !streamsElsewhere(member, view));
    }

    static boolean streamsFromMe(Member member, View view) {
        return member.tags().replicatefrom().filter(view.me()::equals).isPresent();
    }

    /** Whether it streams from another member than this one, and than the leader for want of a better one. */
    static boolean streamsElsewhere(Member member, View view) {
        return member.tags()
                .replicatefrom()
                .filter(upstream -> !upstream.equals(view.me()))
                .flatMap(view.cluster()::member)
                .isPresent();
    }

    /**
     * Up to where a mere copy of a slot may let the log go: to where the leader's slot is, and a slot of which the leader does not tell, or
     * has but a copy itself, to where its member is (HA-123, LES-087). Never past what this server has itself (LES-083).
     */
    private static Lsn position(View view, ServerFacts facts, String slot) {
        Optional<Member> owner = view.cluster().members().stream()
                .filter(member -> SlotName.of(member.name().value()).equals(slot))
                .findFirst();
        boolean cascades = owner.filter(member -> streamsElsewhere(member, view)
                        || (streamsFromMe(member, view) && !view.cluster().isLedBy(view.me())))
                .isPresent();
        boolean primary = facts.role() == Role.PRIMARY;
        if (primary && !cascades) {
            return Lsn.NONE;
        }
        Lsn published = view.cluster().status().slots().getOrDefault(slot, Lsn.NONE);
        Lsn reached = owner.filter(member -> cascades || published.equals(Lsn.NONE))
                .flatMap(Member::walPosition)
                .orElse(Lsn.NONE);
        Lsn wanted = primary ? reached : published.max(reached);
        Lsn end = facts.replay().map(ReplayProgress::replayed).orElse(facts.flushed());
        return wanted.isAfter(end) ? Lsn.NONE : wanted;
    }
}

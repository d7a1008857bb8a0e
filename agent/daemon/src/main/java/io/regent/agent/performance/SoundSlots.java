package io.regent.agent.performance;

import io.regent.agent.decision.LogicalSlots;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.Upstreams;
import io.regent.agent.decision.View;
import io.regent.dcs.MemberName;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.Upstream;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which logical slots of this standby can be read from after a promotion (HA-128). A slot that once was sound stays so until it is
 * copied again; whatever an agent that has just started finds has to be looked at first.
 */
final class SoundSlots {

    private static final Logger LOG = LoggerFactory.getLogger(SoundSlots.class);

    private final Postgres postgres;
    private final BackgroundSlot slot;
    private SortedSet<String> sound = Collections.emptySortedSet();
    private SortedSet<String> doubtful = Collections.emptySortedSet();
    private boolean toldTooOld;

    SoundSlots(Node node) {
        this.postgres = node.postgres();
        this.slot = node.slot();
    }

    private void tellTooOld(View view) {
        boolean tooOld =
                view.postgres() instanceof Running(ServerFacts facts) && LogicalSlots.areTooNewFor(facts, view);
        if (tooOld && !toldTooOld) {
            LOG.warn(
                    "slots: logical slots are not kept on PostgreSQL before 11, their consumers lose changes at a failover");
        }
        toldTooOld = tooOld;
    }

    /** Looks at the slots that are not known to be sound; a chore asks the leader about them. */
    synchronized void settle(View view) {
        tellTooOld(view);
        if (!(view.postgres() instanceof Running(ServerFacts facts)) || facts.role() == Role.PRIMARY) {
            doubtful = Collections.emptySortedSet();
            return;
        }
        var present = facts.slots().stream().map(ReplicationSlot::name).collect(Collectors.toSet());
        var wanted = LogicalSlots.kept(view).keySet();
        var kept = new TreeSet<>(sound);
        kept.retainAll(present);
        sound = kept;
        var open = new TreeSet<>(wanted);
        open.removeAll(sound);
        doubtful = open;
        if (open.stream().anyMatch(present::contains)) {
            leader(view).ifPresent(from -> slot.chore("sound slots", () -> ask(from, LogicalSlots.slotOnLeader(view))));
        }
    }

    private static Optional<Upstream> leader(View view) {
        return view.cluster()
                .leader()
                .filter(name -> !name.equals(view.me()))
                .flatMap((MemberName name) -> Upstreams.of(new Origin.Peer(name), view));
    }

    private void ask(Upstream leader, String physical) {
        postgres.slots().sound(leader, physical).ifPresent(this::learn);
    }

    private synchronized void learn(SortedSet<String> found) {
        var proven = new TreeSet<>(found);
        proven.retainAll(doubtful);
        proven.forEach(name -> LOG.info("Logical slot {} can be used after a failover to this member", name));
        var all = new TreeSet<>(sound);
        all.addAll(proven);
        sound = all;
        var rest = new TreeSet<>(doubtful);
        rest.removeAll(proven);
        doubtful = rest;
    }

    /** These are to be copied: nothing is known of them any more. */
    synchronized void forget(Collection<String> slots) {
        var rest = new TreeSet<>(sound);
        rest.removeAll(slots);
        sound = rest;
    }

    /** This standby is about to be the primary. */
    synchronized void warnBeforePromotion() {
        if (!doubtful.isEmpty()) {
            LOG.warn(
                    "Logical slots {} may lack changes after this promotion: they were not here yet, or not long enough. Their consumers"
                            + " should begin with a new copy of the data",
                    doubtful);
        }
    }
}

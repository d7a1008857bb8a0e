package io.regent.agent.decision;

import io.regent.dcs.Status;
import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is done at the end of a cycle whatever it decided (T13).
 *
 * @param status the leader's position and slots to publish; empty unless the lease was confirmed and the server leads
 * @param slots the replication slots to keep; empty for "leave the slots alone"
 * @param failsafe the list of members to write (HA-022); empty when the store has it, or nobody wants it
 * @param historyOf the timeline whose history has to be published; empty when the store has it
 * @param resumesReplay whether replay stands still, and is to go on if it was PostgreSQL that stopped it (D-180)
 */
public record Duties(
        Optional<Status> status,
        Optional<SlotPlan> slots,
        Optional<SortedMap<String, String>> failsafe,
        Optional<Timeline> historyOf,
        boolean resumesReplay) {

    /** Before it PostgreSQL ends a standby whose parameters are too low; from then on it stops the replay. */
    private static final int STOPS_REPLAY = 140000;

    private static final Duties NONE =
            new Duties(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** The duties of a cycle that ended with this view. */
    public static Duties of(View view) {
        boolean early = view.memory().bootstrapping() || !view.isOfThisCluster();
        if (early || !(view.postgres() instanceof Running(ServerFacts facts))) {
            return NONE;
        }
        if (view.dcs() instanceof DcsView.Silent || view.lease() instanceof Lease.Unanswered) {
            return withoutDcs(view, facts);
        }
        boolean leads = view.lease() instanceof Lease.Mine && (facts.role() == Role.PRIMARY || view.isStandbyCluster());
        return new Duties(
                leads ? Optional.of(status(view, facts)) : Optional.empty(),
                slots(view, facts),
                FailsafeMembers.toPublish(view),
                leads ? historyOf(view, facts) : Optional.empty(),
                view.lease() instanceof Lease.Theirs && replayStandsStill(view, facts));
    }

    /** In pause it is the operator's business (D-179). */
    private static boolean replayStandsStill(View view, ServerFacts facts) {
        return !view.paused()
                && facts.version() >= STOPS_REPLAY
                && facts.replay().filter(ReplayProgress::paused).isPresent();
    }

    /** In failsafe mode the slots go on moving, with what the leader told (HA-133, D-011, D-013). */
    private static Duties withoutDcs(View view, ServerFacts facts) {
        boolean failsafe = view.settings().failsafe()
                && (facts.role() == Role.PRIMARY
                        ? view.leads()
                        : view.notice()
                                .filter(notice -> notice.isActiveAt(view.now()))
                                .isPresent());
        return failsafe
                ? new Duties(Optional.empty(), slots(view, facts), Optional.empty(), Optional.empty(), false)
                : NONE;
    }

    /** Where the slots of the local server are, and under this member's own name where its log ends; empty when it is silent. */
    public static SortedMap<String, Lsn> slotPositions(View view) {
        return view.postgres() instanceof Running(ServerFacts facts)
                ? slotPositions(view, facts)
                : Collections.emptySortedMap();
    }

    private static SortedMap<String, Lsn> slotPositions(View view, ServerFacts facts) {
        var positions = new TreeMap<String, Lsn>();
        SortedMap<String, Decoder> logical = LogicalSlots.kept(view);
        facts.slots().stream()
                .filter(slot -> !slot.has(Trait.TEMPORARY))
                .filter(slot -> slot.physical() || logical.containsKey(slot.name()))
                .forEach(slot -> (slot.physical() ? slot.restartLsn() : slot.confirmed())
                        .ifPresent(lsn -> positions.put(slot.name(), lsn)));
        positions.put(SlotName.of(view.me().value()), facts.flushed());
        return positions;
    }

    private static Status status(View view, ServerFacts facts) {
        SortedMap<String, Lsn> positions = slotPositions(view, facts);
        String own = SlotName.of(view.me().value());
        Lsn end = facts.position().lsn();
        positions.put(own, end);
        SortedSet<String> retained = new TreeSet<>(Memory.after(view, new Decision(new Action.Wait(), Rule.LEAD))
                .slots()
                .seen()
                .keySet());
        retained.add(own);
        boolean keeps =
                view.settings().useSlots() && !view.settings().memberSlotsTtl().isZero();
        return new Status(end, positions, keeps ? retained.stream().toList() : List.of());
    }

    /** In pause nothing is dropped, and so nothing is done (HA-166). */
    private static Optional<SlotPlan> slots(View view, ServerFacts facts) {
        boolean idle = view.paused()
                || !(view.work() instanceof BackgroundWork.Idle || view.work() instanceof BackgroundWork.Succeeded)
                || view.cluster().leader().isEmpty();
        return idle ? Optional.empty() : Optional.of(WantedSlots.of(view, facts));
    }

    private static Optional<Timeline> historyOf(View view, ServerFacts facts) {
        boolean known = view.cluster()
                .history()
                .current()
                .map(facts.timeline()::equals)
                .orElse(facts.timeline().equals(Timeline.FIRST));
        return known ? Optional.empty() : Optional.of(facts.timeline());
    }
}

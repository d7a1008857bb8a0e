package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
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
 * @param slots the physical slots to keep, with the position to advance them to ({@link Lsn#NONE} for none); empty for "leave
 *     the slots alone"
 * @param failsafe the list of members to write (HA-022); empty when the store has it, or nobody wants it
 * @param historyOf the timeline whose history has to be published; empty when the store has it
 * @param resumesReplay whether replay stands still, and is to go on if it was PostgreSQL that stopped it (D-180)
 */
public record Duties(
        Optional<Status> status,
        Optional<SortedMap<String, Lsn>> slots,
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
        facts.slots().stream()
                .filter(slot -> slot.physical() && !slot.temporary())
                .forEach(slot -> slot.restartLsn().ifPresent(lsn -> positions.put(slot.name(), lsn)));
        positions.put(SlotName.of(view.me().value()), facts.flushed());
        return positions;
    }

    private static Status status(View view, ServerFacts facts) {
        SortedMap<String, Lsn> positions = slotPositions(view, facts);
        String own = SlotName.of(view.me().value());
        Lsn end = facts.position().lsn();
        positions.put(own, end);
        SortedSet<String> retained = new TreeSet<>(Memory.after(view, new Decision(new Action.Wait(), Rule.LEAD))
                .slotsSeen()
                .keySet());
        retained.add(own);
        boolean keeps =
                view.settings().useSlots() && !view.settings().memberSlotsTtl().isZero();
        return new Status(end, positions, keeps ? retained.stream().toList() : List.of());
    }

    /**
     * Every member that may lead keeps a slot for every other, so that a new leader still has the log that the others need
     * (HA-122, LES-077), and the slots that are there for good (HA-126); in pause nothing is dropped, and so nothing is done (HA-166).
     */
    private static Optional<SortedMap<String, Lsn>> slots(View view, ServerFacts facts) {
        boolean idle = view.paused()
                || !(view.work() instanceof BackgroundWork.Idle || view.work() instanceof BackgroundWork.Succeeded)
                || view.cluster().leader().isEmpty();
        if (idle) {
            return Optional.empty();
        }
        SortedMap<String, Lsn> wanted = new TreeMap<>();
        wantedSlots(view).forEach(slot -> wanted.put(slot, position(view, facts, slot)));
        return Optional.of(Collections.unmodifiableSortedMap(wanted));
    }

    private static SortedSet<String> wantedSlots(View view) {
        var wanted = new TreeSet<String>();
        if (!view.settings().useSlots()) {
            return wanted;
        }
        boolean leads = view.lease() instanceof Lease.Mine;
        boolean mayLead = leads || !view.settings().tags().nofailover();
        view.cluster().members().stream()
                .filter(member -> mayLead || streamsFrom(member, view.me()))
                .filter(member -> !member.tags().nostream())
                .map(member -> SlotName.of(member.name().value()))
                .forEach(wanted::add);
        if (mayLead) {
            wanted.addAll(view.settings().slots().permanent());
            wanted.addAll(view.memory().slotsSeen().keySet());
            wanted.addAll(view.cluster().status().retainSlots());
        }
        wanted.remove(SlotName.of(view.me().value()));
        return wanted;
    }

    private static boolean streamsFrom(Member member, MemberName upstream) {
        return member.tags().replicatefrom().filter(upstream::equals).isPresent();
    }

    /** A standby moves its copies to where the leader's slots are, never past what it has replayed itself (LES-083). */
    private static Lsn position(View view, ServerFacts facts, String slot) {
        Lsn published = view.cluster().status().slots().getOrDefault(slot, Lsn.NONE);
        Lsn replayed = facts.replay().map(progress -> progress.replayed()).orElse(Lsn.NONE);
        return facts.role() == Role.PRIMARY || published.isAfter(replayed) ? Lsn.NONE : published;
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

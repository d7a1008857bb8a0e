package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Logical slots that are there for good: made on the primary, copied to every standby that may lead, and moved along there with the
 * leader's (HA-127).
 */
public final class LogicalSlots {

    /** Before it nobody could move a slot that nobody reads from, so that there is none but the primary's (HA-122, HA-126). */
    static final int COPIES_MOVE = 110000;

    private LogicalSlots() {}

    /** What this member has to keep, by the slot's name. A name that is a member's slot stays that member's. */
    public static SortedMap<String, Decoder> kept(View view) {
        if (!areThere(view) || !keeps(view.settings().tags(), view.cluster(), view.lease() instanceof Lease.Mine)) {
            return Collections.emptySortedMap();
        }
        var kept = new TreeMap<>(view.settings().slots().logical());
        view.cluster()
                .members()
                .forEach(member -> kept.remove(SlotName.of(member.name().value())));
        return kept;
    }

    /** A standby cluster has no logical slots of its own (HA-134). */
    private static boolean areThere(View view) {
        Settings.Slots slots = view.settings().slots();
        boolean tooOld =
                view.postgres() instanceof PostgresState.Running(ServerFacts facts) && facts.version() < COPIES_MOVE;
        return slots.used() && !slots.logical().isEmpty() && !view.isStandbyCluster() && !tooOld;
    }

    /** Whether logical slots are wanted of a server that could not move them on a standby (CFG-035). */
    public static boolean areTooNewFor(ServerFacts facts, View view) {
        return !view.settings().slots().logical().isEmpty() && facts.version() < COPIES_MOVE;
    }

    /** Who may lead and streams, itself and all that it streams through (HA-192). */
    private static boolean keeps(Tags tags, Cluster cluster, boolean leads) {
        return leads || (!tags.nofailover() && chain(tags, cluster).noneMatch(Tags::nostream));
    }

    /** The tags of a member and of those that it streams through; a circle is walked once (LES-086). */
    private static Stream<Tags> chain(Tags tags, Cluster cluster) {
        var passed = new HashSet<MemberName>();
        return Stream.iterate(
                        Optional.of(tags),
                        Optional::isPresent,
                        one -> one.flatMap(Tags::replicatefrom)
                                .filter(passed::add)
                                .flatMap(cluster::member)
                                .map(Member::tags))
                .flatMap(Optional::stream);
    }

    /**
     * Whether the standbys upstream of a logical slot have to tell the primary which rows it still needs: those that keep one, and those
     * that such a standby streams through (HA-129).
     */
    public static boolean needFeedback(View view) {
        return areThere(view)
                && (!kept(view).isEmpty()
                        || view.cluster().members().stream().anyMatch(member -> reachesThrough(member, view)));
    }

    private static boolean reachesThrough(Member member, View view) {
        return keeps(member.tags(), view.cluster(), false)
                && passes(member, view).anyMatch(view.me()::equals)
                && chain(view.settings().tags(), view.cluster()).noneMatch(Tags::nostream);
    }

    private static Stream<MemberName> passes(Member member, View view) {
        return chain(member.tags(), view.cluster()).flatMap(tags -> tags.replicatefrom().stream());
    }

    /**
     * The slot on the leader that holds back what a copied slot of this member still needs: its own, or that of the last member that it
     * streams through.
     */
    public static String slotOnLeader(View view) {
        MemberName last = chain(view.settings().tags(), view.cluster())
                .flatMap(tags -> tags.replicatefrom().stream())
                .filter(name -> view.cluster().member(name).isPresent())
                .filter(name -> !view.cluster().isLedBy(name))
                .reduce(view.me(), (nearer, farther) -> farther);
        return SlotName.of(last.value());
    }

    /** Those that this member has to keep and the server does not have. */
    private static SortedSet<String> missing(View view, ServerFacts facts) {
        var missing = new TreeSet<>(kept(view).keySet());
        facts.slots().stream().map(ReplicationSlot::name).forEach(missing::remove);
        return missing;
    }

    /** A standby that streams lacks slots that the leader has: they are copied, for which the server is restarted (D-202). */
    static Optional<Decision> copy(View view, ServerFacts facts) {
        boolean streams = facts.replay().filter(ReplayProgress::streaming).isPresent();
        Optional<MemberName> leader =
                view.cluster().leaderMember().filter(Member::isRunning).map(Member::name);
        if (!streams || view.paused() || leader.isEmpty()) {
            return Say.nothing();
        }
        SortedSet<String> missing = missing(view, facts);
        missing.removeIf(name -> !view.cluster().status().slots().containsKey(name)
                || !view.memory().slots().mayCopy(name, view.now()));
        return missing.isEmpty()
                ? Say.nothing()
                : Say.does(new Action.CopySlots(leader.orElseThrow(), missing), Rule.COPY_SLOTS);
    }

    /** The decoders of the slots, for who copies them. */
    public static SortedMap<String, Decoder> decoders(View view, SortedSet<String> slots) {
        var decoders = new TreeMap<>(kept(view));
        decoders.keySet().retainAll(slots);
        return decoders;
    }
}

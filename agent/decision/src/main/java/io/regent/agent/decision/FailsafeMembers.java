package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotName;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The list of members in {@code /failsafe} (HA-022): whoever is on it may take the lease, and is asked before a leader goes on
 * without the store. That nobody else may take it is what makes the consent of all on it enough (LES-131).
 */
final class FailsafeMembers {

    private FailsafeMembers() {}

    /** The list to write; empty when there is nothing to write. */
    static Optional<SortedMap<String, String>> toPublish(View view) {
        boolean leads = view.settings().failsafe()
                && view.lease() instanceof Lease.Mine
                && view.postgres() instanceof Running(ServerFacts facts)
                && facts.role() == Role.PRIMARY;
        return leads ? Optional.of(wanted(view)).filter(list -> isNews(view, list)) : Optional.empty();
    }

    private static boolean isNews(View view, SortedMap<String, String> list) {
        return list.containsKey(view.me().value())
                && !list.equals(view.cluster().failsafe());
    }

    /**
     * After an outage no record is left, and the members come back one by one: who is on the list stays for {@code ttl} without a
     * record, because a member that is not on it could not take over.
     */
    private static SortedMap<String, String> wanted(View view) {
        var wanted = new TreeMap<String, String>();
        view.cluster().failsafe().forEach((name, url) -> {
            if (wasSeenLately(view, name)) {
                wanted.put(name, url);
            }
        });
        for (Member member : view.cluster().members()) {
            member.apiUrl().ifPresent(url -> wanted.put(member.name().value(), url));
        }
        return wanted;
    }

    private static boolean wasSeenLately(View view, String name) {
        long oldest = view.now() - view.settings().ttl().toNanos();
        return Optional.ofNullable(view.memory().slots().seen().get(SlotName.of(name)))
                .filter(at -> at >= oldest)
                .isPresent();
    }

    /** Whether this member is on the list that was read last. */
    static boolean isListed(View view) {
        return view.cluster().failsafe().containsKey(view.me().value());
    }

    /** Whether a list that others are on leaves this member out, so that it may not lead (D-150, HA-172). */
    static boolean leavesOut(View view) {
        return view.settings().failsafe() && !view.cluster().failsafe().isEmpty() && !isListed(view);
    }

    /**
     * The members' answers, in which those that the list leaves out are as if they were tagged {@code nofailover}: nobody waits for
     * them to lead.
     */
    static Peers judged(View view, Peers peers) {
        SortedMap<String, String> list = view.cluster().failsafe();
        if (!view.settings().failsafe() || list.isEmpty() || !(peers instanceof Peers.Asked(var answers))) {
            return peers;
        }
        var judged = new TreeMap<>(answers);
        judged.replaceAll(
                (name, answer) -> answer instanceof PeerAnswer.Reached reached && !list.containsKey(name.value())
                        ? withoutFailover(reached)
                        : answer);
        return new Peers.Asked(judged);
    }

    private static PeerAnswer withoutFailover(PeerAnswer.Reached peer) {
        var tags = new LinkedHashMap<>(peer.tags().values());
        tags.put("nofailover", true);
        return new PeerAnswer.Reached(
                peer.accepting(), peer.position(), peer.timeline(), new Tags(tags), peer.watchdogFailed());
    }

    /** Everybody else who may be on the list, with the address to ask at. */
    static SortedMap<MemberName, String> voters(View view) {
        var voters = new TreeMap<MemberName, String>();
        view.memory().failsafe().underWay().forEach((name, url) -> voters.put(new MemberName(name), url));
        view.cluster().failsafe().forEach((name, url) -> voters.put(new MemberName(name), url));
        voters.remove(view.me());
        return voters;
    }
}

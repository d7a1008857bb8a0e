package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.Initialization;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who there is to ask, to follow and to copy from. */
final class Members {

    private Members() {}

    /**
     * Every other member that can be asked: those recorded now, those recorded when there last was a leader, and those that may
     * lead without the store, so that an expired record does not hide a healthier member (HA-061).
     */
    static SortedSet<MemberName> others(View view) {
        var others = new TreeSet<MemberName>();
        Stream.concat(
                        view.memory().lastLed().stream().map(Cluster::members).flatMap(List::stream),
                        view.cluster().members().stream())
                .filter(member -> member.apiUrl().isPresent())
                .map(Member::name)
                .filter(name -> !name.equals(view.me()))
                .forEach(others::add);
        if (view.settings().failsafe()) {
            others.addAll(FailsafeMembers.voters(view).keySet());
        }
        return others;
    }

    /**
     * Whether another member initialises the cluster right now: the key says so, and a record shows who. A key without anybody is
     * what an interrupted bootstrap left behind (D-072).
     */
    static boolean anotherInitialises(View view) {
        return view.cluster().initialization() instanceof Initialization.InProgress
                && view.cluster().members().stream()
                        .filter(member -> !member.name().equals(view.me()))
                        .anyMatch(Members::mayBeInitialising);
    }

    private static boolean mayBeInitialising(Member member) {
        boolean runsPrimary = member.isRunning()
                && member.role().filter(MemberRole.PRIMARY::equals).isPresent();
        return runsPrimary
                || member.state()
                        .filter(List.of(
                                MemberState.INITDB.words(),
                                MemberState.CUSTOM_BOOTSTRAP.words(),
                                MemberState.BOOTSTRAP_STARTING.words())::contains)
                        .isPresent();
    }

    /** Another member that leads; without one nothing is thrown away, because the data here may be the newest (D-210). */
    static Optional<MemberName> leader(View view) {
        return view.cluster().leader().filter(name -> !name.equals(view.me()));
    }

    /**
     * The member to stream from: the wanted one while it exists and streams from the leader in the end, else the leader (D-102,
     * D-103, LES-086); nobody for a member that takes its log from the archive only (D-100).
     */
    static Optional<Member> upstream(View view) {
        if (view.settings().tags().nostream()) {
            return Optional.empty();
        }
        Optional<Member> wanted = view.settings()
                .tags()
                .replicatefrom()
                .filter(name -> !name.equals(view.me()))
                .flatMap(view.cluster()::member)
                .filter(Member::isRunning)
                .filter(member -> endsElsewhere(view, member));
        return wanted.or(() -> view.cluster().leaderMember())
                .filter(member -> !member.name().equals(view.me()))
                .filter(member -> member.connUrl().isPresent());
    }

    /** Whether the members that stream from one another from this one on come neither back to it nor go round in a circle. */
    private static boolean endsElsewhere(View view, Member first) {
        var passed = new TreeSet<MemberName>();
        passed.add(view.me());
        Optional<Member> next = Optional.of(first);
        while (next.isPresent()) {
            Member member = next.orElseThrow();
            if (!passed.add(member.name())) {
                return false;
            }
            next = view.cluster().isLedBy(member.name())
                    ? Optional.empty()
                    : member.tags().replicatefrom().flatMap(view.cluster()::member);
        }
        return true;
    }

    /**
     * The member to copy: one that offers itself, different members choosing different ones, else the leader (HA-103). Never
     * this one, whatever the store says of the leader.
     *
     * @param fromLeader only the leader will do
     */
    static Optional<Origin> cloneSource(View view, boolean fromLeader) {
        List<MemberName> offers = view.cluster().members().stream()
                .filter(member ->
                        !fromLeader && member.isRunning() && member.tags().clonefrom())
                .filter(member -> member.connUrl().isPresent())
                .map(Member::name)
                .filter(name -> !name.equals(view.me()) && !view.cluster().isLedBy(name))
                .toList();
        if (!offers.isEmpty()) {
            return Optional.of(
                    new Origin.Peer(offers.get(Math.floorMod(view.me().hashCode(), offers.size()))));
        }
        return view.cluster()
                .leaderMember()
                .filter(leader -> leader.isRunning() && leader.connUrl().isPresent())
                .map(Member::name)
                .filter(name -> !name.equals(view.me()))
                .map(Origin.Peer::new);
    }
}

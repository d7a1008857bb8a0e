package io.regent.ctl.command;

import io.regent.ctl.output.ClusterText;
import io.regent.ctl.output.Format;
import io.regent.ctl.output.MemberSheet.Extent;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Terminal;
import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import java.util.List;
import java.util.stream.Collectors;

/** The members that a command is about (CTL-017). */
final class Selection {

    private Selection() {}

    /**
     * The members of a role, of which there must be one; shows the whole cluster first (CTL-018).
     *
     * @throws Refusal when the cluster has no member of the role
     */
    static List<Member> shown(RecordedCluster recorded, Cluster cluster, RoleFilter role, Terminal terminal) {
        List<Member> members = role.among(cluster);
        if (members.isEmpty()) {
            throw new Refusal(recorded.name() + " cluster doesn't have any members");
        }
        show(recorded, cluster, terminal);
        return members;
    }

    /**
     * The named ones among members; names of others are dropped.
     *
     * @param names none for all
     * @throws Refusal when none is left
     */
    static List<Member> named(List<Member> members, List<String> names, RoleFilter role) {
        if (names.isEmpty()) {
            return members;
        }
        List<Member> left = members.stream()
                .filter(member -> names.contains(member.name().value()))
                .toList();
        if (left.isEmpty()) {
            throw new Refusal("No " + role.word() + " among provided members");
        }
        return left;
    }

    /** Prints the members of a cluster. */
    static void show(RecordedCluster recorded, Cluster cluster, Terminal terminal) {
        terminal.print(ClusterText.list(recorded.name(), cluster, Format.PRETTY, Extent.AS_NEEDED));
    }

    /** The names, as they are told to the operator. */
    static String names(List<Member> members) {
        return members.stream().map(member -> member.name().value()).collect(Collectors.joining(", "));
    }
}

package io.regent.ctl.command;

import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.dcs.MemberRole;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which members are meant by the option {@code --role} (CTL-015). */
enum RoleFilter {
    LEADER,
    PRIMARY,
    STANDBY_LEADER,
    REPLICA,
    STANDBY,
    ANY;

    static final List<String> WORDS =
            Arrays.stream(values()).map(RoleFilter::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The filter of a word of {@link #WORDS}. */
    static RoleFilter of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The members of this role, by name. */
    List<Member> among(Cluster cluster) {
        return cluster.members().stream()
                .filter(member -> fits(member, cluster.isLedBy(member.name())))
                .toList();
    }

    private boolean fits(Member member, boolean leads) {
        return switch (this) {
            case LEADER -> leads;
            case PRIMARY -> leads && !has(member, MemberRole.STANDBY_LEADER);
            case STANDBY_LEADER -> leads && !has(member, MemberRole.PRIMARY);
            case REPLICA, STANDBY -> !leads;
            case ANY -> true;
        };
    }

    private static boolean has(Member member, MemberRole role) {
        return member.role().filter(role::equals).isPresent();
    }
}

package io.regent.dcs;

import java.util.Arrays;
import java.util.Optional;

/** The role a member publishes (HA-007). */
public enum MemberRole {
    PRIMARY("primary"),
    REPLICA("replica"),
    STANDBY_LEADER("standby_leader"),
    DEMOTED("demoted"),
    PROMOTED("promoted"),
    UNINITIALIZED("uninitialized");

    private final String word;

    MemberRole(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }

    /** Whether who publishes this leads its cluster: one that accepts writes, or one that replicates another cluster. */
    public boolean leads() {
        return this == PRIMARY || this == STANDBY_LEADER;
    }

    /** Reads the wire's word; {@code master}, which older members write, is a primary. */
    public static Optional<MemberRole> of(String word) {
        return word.equals("master")
                ? Optional.of(PRIMARY)
                : Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}

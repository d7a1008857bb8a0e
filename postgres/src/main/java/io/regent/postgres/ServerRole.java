package io.regent.postgres;

/** What a server is in its cluster, as far as its configuration may differ (CFG-027, CFG-028). */
public enum ServerRole {
    PRIMARY("primary"),
    REPLICA("replica"),
    STANDBY_LEADER("standby_leader");

    private final String word;

    ServerRole(String word) {
        this.word = word;
    }

    /** As it ends the names of settings, {@code parameters_primary} for one. */
    public String word() {
        return word;
    }
}

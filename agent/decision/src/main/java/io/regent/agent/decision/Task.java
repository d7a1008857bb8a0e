package io.regent.agent.decision;

/** Work that takes longer than a cycle and runs in the one background slot, while the cycle goes on renewing the lease. */
public enum Task {
    BOOTSTRAP("bootstrap"),
    CUSTOM_BOOTSTRAP("custom bootstrap"),
    CLONE("bootstrap from another member"),
    START_PRIMARY("start as primary"),
    START_STANDBY("start as standby"),
    FOLLOW("follow"),
    PROMOTE("promote"),
    DEMOTE("demote"),
    COPY_SLOTS("copy of logical slots"),
    REWIND("pg_rewind"),
    RECOVER("crash recovery"),
    RESTART("restart");

    private final String words;

    Task(String words) {
        this.words = words;
    }

    /** What an operator calls it. */
    public String words() {
        return words;
    }

    /**
     * Whether its failure calls for another decision at once. Other work is tried again in the next regular turn, so that what
     * cannot succeed does not keep the loop and the store busy (LES-013).
     */
    public boolean isUrgent() {
        return switch (this) {
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, PROMOTE, DEMOTE, RESTART -> true;
            case CLONE, START_PRIMARY, START_STANDBY, FOLLOW, COPY_SLOTS, REWIND, RECOVER -> false;
        };
    }

    /**
     * Whether a server that is seen as a standby while this work runs may accept writes a moment later: a demotion may have been begun
     * while a promotion was under way, which the server goes on with until it is down.
     */
    public boolean mayConcealAPromotion() {
        return this == DEMOTE || mayLeaveAPrimary();
    }

    /** Whether the server may accept writes once this work is done. */
    public boolean mayLeaveAPrimary() {
        return switch (this) {
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, START_PRIMARY, PROMOTE, RESTART -> true;
            case CLONE, START_STANDBY, FOLLOW, COPY_SLOTS, DEMOTE, REWIND, RECOVER -> false;
        };
    }
}

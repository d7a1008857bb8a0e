package io.regent.restapi;

/**
 * How to clone again.
 *
 * @param force cancel another long action first (API-122), and throw the data away also when the leader has only older ones
 * @param fromLeader clone from the leader even when another source is preferred (API-123)
 * @param keepNewerData with {@code force}: cancel, but throw nothing away that the leader does not have (LES-110)
 */
public record ReinitializeRequest(boolean force, boolean fromLeader, boolean keepNewerData) {

    /** Whether data may be thrown away that are newer than the leader's. */
    public boolean discardsNewerData() {
        return force && !keepNewerData;
    }
}

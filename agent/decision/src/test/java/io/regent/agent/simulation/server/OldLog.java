package io.regent.agent.simulation.server;

/** What is left of the log that a standby may still need, in the server's directory and in the archive. */
public final class OldLog {

    private int losses;
    private long begin;

    /** What is older than the position is removed, and cannot be fetched from the archive. */
    public void loseUpTo(long position) {
        losses++;
        begin = position;
    }

    /** Undoes one loss: what was removed can be fetched again. */
    public void find() {
        losses--;
    }

    /** Whether what follows the position can be had. */
    public boolean reachesBackTo(long position) {
        return losses == 0 || position >= begin;
    }
}

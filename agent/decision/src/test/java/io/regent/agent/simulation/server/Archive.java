package io.regent.agent.simulation.server;

/** What all servers share: identities of what they write, and the archive, where a server looks for a timeline nobody used. */
public final class Archive {

    private final boolean keepsHistories;
    private long identities;
    private int newest = 1;

    /**
     * An empty archive.
     *
     * @param keepsHistories whether history files are archived; if not, two servers may choose the same timeline
     */
    public Archive(boolean keepsHistories) {
        this.keepsHistories = keepsHistories;
    }

    /** A number that was never given before. */
    public long nextIdentity() {
        return ++identities;
    }

    int timelineAfter(int timeline) {
        newest = Math.max(newest, timeline) + 1;
        return keepsHistories ? newest : timeline + 1;
    }
}

package io.regent.postgres;

/**
 * What a server makes of synchronous replication.
 *
 * @param names whom commits wait for at present, as the server says it
 * @param managed whether the agent set the names; if not they are the user's own (CFG-016)
 * @param level what a standby must have done with a commit before it counts
 */
public record SyncFacts(SyncNames names, boolean managed, CommitLevel level) {

    /** Commits wait for nobody, and nobody has asked for anything else. */
    public static final SyncFacts NONE = new SyncFacts(new SyncNames.Nobody(), false, CommitLevel.FLUSHED);
}

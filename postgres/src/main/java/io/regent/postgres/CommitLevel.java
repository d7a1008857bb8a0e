package io.regent.postgres;

import java.util.Locale;

/** What a standby must have done with the log of a commit before the commit counts as synchronous ({@code synchronous_commit}). */
public enum CommitLevel {
    /** {@code remote_write}. */
    WRITTEN,
    /** {@code on}, and whatever does not wait for a standby at all. */
    FLUSHED,
    /** {@code remote_apply}. */
    REPLAYED;

    /** The level of a value of {@code synchronous_commit}. */
    public static CommitLevel of(String synchronousCommit) {
        return switch (synchronousCommit.strip().toLowerCase(Locale.ROOT)) {
            case "remote_write" -> WRITTEN;
            case "remote_apply" -> REPLAYED;
            default -> FLUSHED;
        };
    }
}

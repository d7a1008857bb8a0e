package io.regent.settings;

import java.util.Optional;

/**
 * The section {@code postgresql.authentication}.
 *
 * @param rewind absent when the superuser rewinds (CFG-083)
 */
public record Authentication(Credentials superuser, Credentials replication, Optional<Credentials> rewind) {

    /** Whoever {@code pg_rewind} connects as. */
    public Credentials forRewind() {
        return rewind.orElse(superuser);
    }
}

package io.regent.postgres;

import java.util.Optional;

/**
 * {@code postgresql.authentication}: the three roles of the agent (CFG-081, CFG-082, CFG-083).
 *
 * @param rewind empty when the superuser rewinds
 */
public record Authentication(Credentials superuser, Credentials replication, Optional<Credentials> rewind) {

    /** Who runs {@code pg_rewind} (HA-114). */
    public Credentials rewinder() {
        return rewind.orElse(superuser);
    }
}

package io.regent.postgres;

import java.util.Optional;

/** The role in which a server is started. */
public sealed interface StartAs {

    /** Accepts writes as soon as crash recovery is over. */
    record Primary() implements StartAs {}

    /** Read-only, streaming from the upstream; without one it replays what it has. */
    record Standby(Optional<Upstream> upstream) implements StartAs {}
}

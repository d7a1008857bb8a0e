package io.regent.dcs;

import io.regent.postgres.wal.SystemIdentifier;

/** The {@code initialize} key: whether the cluster exists, and which data it is made of (HA-004). */
public sealed interface Initialization {

    /** No key: nobody has bootstrapped this cluster, or the store was wiped. */
    record Absent() implements Initialization {}

    /** Some member is bootstrapping the cluster right now. */
    record InProgress() implements Initialization {}

    /** The cluster's identity. */
    record Done(SystemIdentifier system) implements Initialization {}

    /** A text that is no system identifier. */
    record Garbage(String text) implements Initialization {}
}

package io.regent.postgres.sql;

/** Whether a server can be the source of a rewind (HA-113, LES-067). */
public sealed interface Readiness {

    /** It can: a primary of the same cluster, whose control file is on its timeline. */
    record Ready() implements Readiness {}

    /**
     * It answers, and cannot be one yet.
     *
     * @param reason with its name
     */
    record NotYet(String reason) implements Readiness {}

    /**
     * It says nothing to the role that rewinds: it is not there, or lets that role not in.
     *
     * @param reason with its name
     */
    record Silent(String reason) implements Readiness {}
}

package io.regent.restapi;

import io.regent.dcs.MemberRole;
import java.time.Duration;
import java.util.Optional;

/**
 * When a requested restart really happens (API-111 to API-114).
 *
 * @param role only when the node has this role
 * @param olderThan only when the server is older than this
 * @param onlyIfPending only when some setting waits for a restart
 * @param timeout how long the start may take; {@code primary_start_timeout} when empty
 */
public record RestartConditions(
        Optional<MemberRole> role,
        Optional<PostgresVersion> olderThan,
        boolean onlyIfPending,
        Optional<Duration> timeout) {

    /** A restart without conditions. */
    public static final RestartConditions NONE =
            new RestartConditions(Optional.empty(), Optional.empty(), false, Optional.empty());

    /** Why the restart must not happen now, in words for the operator; empty when nothing speaks against it. */
    public Optional<String> unmetBy(ServerStatus server) {
        if (onlyIfPending && server.pendingRestart().isEmpty()) {
            return Optional.of("restart_pending mismatch: no setting waits for a restart");
        }
        if (role.filter(wanted -> !server.hasRole(wanted)).isPresent()) {
            return Optional.of(
                    "role mismatch: this node is %s".formatted(server.role().word()));
        }
        if (olderThan.isPresent() && server.facts().isEmpty()) {
            return Optional.of("postgres_version mismatch: the version of the server is not known now");
        }
        return olderThan
                .filter(limit -> server.facts().orElseThrow().version() >= limit.number())
                .map(limit -> "postgres_version mismatch: the server is not older than " + limit.text());
    }
}

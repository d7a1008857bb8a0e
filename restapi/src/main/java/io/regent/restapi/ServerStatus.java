package io.regent.restapi;

import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import java.util.List;
import java.util.Optional;

/**
 * The local PostgreSQL server.
 *
 * @param state empty for {@code unknown}: it is thought to run but does not answer (API-047)
 * @param remembered the role in the agent's memory, shown when the server cannot be asked (API-048)
 * @param facts what the server last answered; empty when it does not run or did not answer
 * @param pendingRestart changed settings that wait for a restart, known also while the server is down
 */
public record ServerStatus(
        Optional<MemberState> state,
        MemberRole remembered,
        Optional<ServerFacts> facts,
        List<PendingRestart> pendingRestart) {

    public ServerStatus {
        pendingRestart = List.copyOf(pendingRestart);
    }

    /** Whether the server runs and accepts connections. */
    public boolean isRunning() {
        return state.filter(MemberState.RUNNING::equals).isPresent();
    }

    /** The role to show: what the server says of itself, else what is remembered (API-048). */
    public MemberRole role() {
        return facts.map(ServerFacts::role)
                .map(role -> switch (role) {
                    case PRIMARY -> MemberRole.PRIMARY;
                    case STANDBY ->
                        remembered == MemberRole.STANDBY_LEADER ? MemberRole.STANDBY_LEADER : MemberRole.REPLICA;
                })
                .orElse(remembered);
    }

    /** Whether the node has the role, a promoted standby being a primary (HA-007). */
    public boolean hasRole(MemberRole wanted) {
        MemberRole role = role();
        return (role == MemberRole.PROMOTED ? MemberRole.PRIMARY : role) == wanted;
    }

    /** Whether the server says that it is in recovery. A server that says nothing is not known to be. */
    public boolean saysStandby() {
        return facts.filter(answer -> answer.role() == Role.STANDBY).isPresent();
    }
}

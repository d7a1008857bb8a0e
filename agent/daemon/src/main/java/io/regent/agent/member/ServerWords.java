package io.regent.agent.member;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.PostgresState.NoData;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.PostgresState.Starting;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import java.util.Optional;

/** The words for what the server is doing and what it is (HA-006, HA-007). */
final class ServerWords {

    private ServerWords() {}

    static MemberState state(View view) {
        return switch (view.work()) {
            case BackgroundWork.Running running -> during(view, running.task());
            case BackgroundWork.Failed(Task task, String _) -> after(view, task);
            case BackgroundWork.Idle _, BackgroundWork.Succeeded _, BackgroundWork.NotReady _ -> alone(view);
        };
    }

    static MemberRole role(View view) {
        Optional<Task> task =
                view.work() instanceof BackgroundWork.Running running ? Optional.of(running.task()) : Optional.empty();
        if (task.filter(Task.DEMOTE::equals).isPresent()
                && view.memory().lastRole().filter(Role.PRIMARY::equals).isPresent()) {
            return MemberRole.DEMOTED;
        }
        return switch (view.postgres()) {
            case Running(ServerFacts facts) ->
                switch (facts.role()) {
                    case PRIMARY -> MemberRole.PRIMARY;
                    case STANDBY -> task.filter(Task.PROMOTE::equals).isPresent() ? MemberRole.PROMOTED : standby(view);
                };
            case Unresponsive unresponsive -> unverified(view, unresponsive.lastKnown());
            case NoData _, UnreadableData _, HalfDone _ -> MemberRole.UNINITIALIZED;
            case Stopped _, Starting _ ->
                task.filter(Task.START_STANDBY::equals).isPresent() ? standby(view) : silent(view);
        };
    }

    /** A server that says nothing keeps its last role; one that was a primary does so only while its lease is ours. */
    private static MemberRole silent(View view) {
        return unverified(view, view.memory().lastRole().orElse(Role.STANDBY));
    }

    /** Who cannot be looked at must not keep others from leading by saying that it is a primary (LES-033). */
    private static MemberRole unverified(View view, Role last) {
        boolean leads = view.lease() instanceof Lease.Mine && !view.memory().steppingDown();
        return switch (last) {
            case PRIMARY -> leads || view.paused() ? MemberRole.PRIMARY : MemberRole.DEMOTED;
            case STANDBY -> standby(view);
        };
    }

    /** A standby that holds the lease of a cluster that replicates another one is more than a replica (D-108). */
    private static MemberRole standby(View view) {
        return view.isStandbyLeader() ? MemberRole.STANDBY_LEADER : MemberRole.REPLICA;
    }

    private static MemberState during(View view, Task task) {
        return switch (task) {
            case BOOTSTRAP -> MemberState.INITDB;
            case CUSTOM_BOOTSTRAP -> isThere(view) ? MemberState.BOOTSTRAP_STARTING : MemberState.CUSTOM_BOOTSTRAP;
            case CLONE -> MemberState.CREATING_REPLICA;
            case START_PRIMARY, START_STANDBY -> MemberState.STARTING;
            case RESTART, COPY_SLOTS -> MemberState.RESTARTING;
            case DEMOTE -> MemberState.STOPPING;
            case FOLLOW, PROMOTE, REWIND, RECOVER -> alone(view);
        };
    }

    /** While the operator's program restores the data there is no server (HA-099). */
    private static boolean isThere(View view) {
        return switch (view.postgres()) {
            case Running _, Unresponsive _, Starting _ -> true;
            case NoData _, UnreadableData _, HalfDone _, Stopped _ -> false;
        };
    }

    private static MemberState after(View view, Task task) {
        if (view.postgres() instanceof Running) {
            return MemberState.RUNNING;
        }
        return switch (task) {
            case START_PRIMARY, START_STANDBY -> MemberState.START_FAILED;
            case RESTART, COPY_SLOTS -> MemberState.RESTART_FAILED;
            case DEMOTE -> MemberState.STOP_FAILED;
            case BOOTSTRAP -> MemberState.INITDB_FAILED;
            case CUSTOM_BOOTSTRAP -> MemberState.CUSTOM_BOOTSTRAP_FAILED;
            case CLONE, FOLLOW, PROMOTE, REWIND, RECOVER -> alone(view);
        };
    }

    private static MemberState alone(View view) {
        return switch (view.postgres()) {
            case Running _, Unresponsive _ -> MemberState.RUNNING;
            case Starting _ -> MemberState.STARTING;
            case NoData _, UnreadableData _, HalfDone _ -> MemberState.STOPPED;
            case Stopped _ -> {
                boolean expected = view.paused()
                        || view.stopping()
                        || (view.work() instanceof BackgroundWork.Succeeded(Task task) && task == Task.DEMOTE)
                        || view.memory().steppingDown()
                        || view.memory().lastRole().isEmpty();
                yield expected ? MemberState.STOPPED : MemberState.CRASHED;
            }
        };
    }
}

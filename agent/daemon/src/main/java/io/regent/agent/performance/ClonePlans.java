package io.regent.agent.performance;

import io.regent.agent.decision.Origin;
import io.regent.postgres.ClonePlan;
import io.regent.settings.ClusterSettings;
import io.regent.settings.ReplicaMethod;
import io.regent.settings.ServerSettings.ReplicaCreation;
import io.regent.settings.StandbyClusterSettings;
import java.util.List;

/** By which methods a replica is made (HA-103, HA-104). */
final class ClonePlans {

    private ClonePlans() {}

    /**
     * The methods for a copy of the origin. The leader of a standby cluster may have methods of its own.
     *
     * @param fromLeader only a copy of that very server will do
     * @param replaces whether data that are there may be thrown away
     */
    static ClonePlan of(ClusterSettings settings, Origin source, boolean fromLeader, boolean replaces) {
        ReplicaCreation creation = settings.server().replicaCreation();
        List<String> others = settings.standbyCluster()
                .filter(remote -> source instanceof Origin.Remote)
                .map(StandbyClusterSettings::createReplicaMethods)
                .orElse(List.of());
        List<String> names = others.isEmpty() ? creation.methods() : others;
        return plan(creation, fromLeader ? List.of(ReplicaMethod.BASEBACKUP) : names, replaces);
    }

    /** The methods while nobody leads; those that need a source are passed over. */
    static ClonePlan of(ClusterSettings settings, boolean replaces) {
        ReplicaCreation creation = settings.server().replicaCreation();
        return plan(creation, creation.methods(), replaces);
    }

    private static ClonePlan plan(ReplicaCreation creation, List<String> names, boolean replaces) {
        return new ClonePlan(names.stream().map(name -> method(creation, name)).toList(), replaces);
    }

    private static ClonePlan.Method method(ReplicaCreation creation, String name) {
        if (name.equals(ReplicaMethod.BASEBACKUP)) {
            return new ClonePlan.Basebackup(ProgramOptions.of(creation.basebackupOptions()));
        }
        ReplicaMethod program = creation.program(name);
        return new ClonePlan.Custom(
                name, program.command(), program.takesParameters(), program.keepsData(), program.worksWithoutLeader());
    }
}

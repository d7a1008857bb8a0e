package io.regent.ctl.command;

import io.regent.ctl.session.Session;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code promote-cluster}: the cluster is to replicate nobody any more, and to accept writes (CTL-081). */
final class PromoteCluster implements Command {

    @Override
    public String name() {
        return "promote-cluster";
    }

    @Override
    public String purpose() {
        return "Promote cluster, make it run standalone";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.force(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            var role = ClusterRole.of(ClusterRole.Change.PROMOTE, recorded, session);
            if (!Arguments.has(arguments, Arguments.FORCE)) {
                new OtherSite(session).refuseWhileItWrites(role.cluster());
                role.confirm();
            }
            role.perform(Optional.empty());
        }
    }
}

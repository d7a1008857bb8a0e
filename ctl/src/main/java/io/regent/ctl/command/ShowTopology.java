package io.regent.ctl.command;

import io.regent.ctl.output.ClusterText;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Session;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code topology}: the members of clusters as a tree (CTL-042). */
final class ShowTopology implements Command {

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public String purpose() {
        return "Prints ASCII topology for given cluster";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.clusters(spec);
        Arguments.group(spec);
        Arguments.watch(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        List<RecordedCluster> clusters = ClusterNames.open(arguments, session);
        Watch.run(
                arguments,
                session.terminal(),
                () -> clusters.forEach(
                        cluster -> session.terminal().print(ClusterText.tree(cluster.name(), cluster.read()))));
    }
}

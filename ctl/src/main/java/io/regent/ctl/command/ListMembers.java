package io.regent.ctl.command;

import io.regent.ctl.output.ClusterText;
import io.regent.ctl.output.Format;
import io.regent.ctl.output.MemberSheet.Extent;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Session;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code list}: the members of clusters. */
final class ListMembers implements Command {

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String purpose() {
        return "List the Patroni members for a given Patroni";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.clusters(spec);
        Arguments.group(spec);
        Arguments.flag(spec, "Show some extra information", "-e", "--extended");
        Arguments.flag(spec, "Print timestamp", "-t", "--timestamp");
        Arguments.choice(spec, "Output format", Format.WORDS, "-f", "--format");
        Arguments.watch(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Format format =
                Arguments.text(arguments, "--format").flatMap(Format::of).orElse(Format.PRETTY);
        Extent extent = Arguments.has(arguments, "--extended") ? Extent.EXTENDED : Extent.AS_NEEDED;
        boolean timed = Arguments.has(arguments, "--timestamp");
        List<RecordedCluster> clusters = ClusterNames.open(arguments, session);
        Watch.run(arguments, session.terminal(), () -> {
            if (timed) {
                session.terminal().sayTime();
            }
            clusters.forEach(cluster ->
                    session.terminal().print(ClusterText.list(cluster.name(), cluster.read(), format, extent)));
        });
    }
}

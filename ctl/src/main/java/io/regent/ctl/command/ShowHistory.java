package io.regent.ctl.command;

import io.regent.ctl.output.Format;
import io.regent.ctl.output.HistoryText;
import io.regent.ctl.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code history}: the timelines that a cluster has left behind (CTL-052). */
final class ShowHistory implements Command {

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String purpose() {
        return "Show the history of failovers/switchovers";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
        Arguments.choice(spec, "Output format", Format.WORDS, "-f", "--format");
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        Format format =
                Arguments.text(arguments, "--format").flatMap(Format::of).orElse(Format.PRETTY);
        try (var cluster = session.cluster(Arguments.cluster(arguments))) {
            session.terminal().print(HistoryText.of(cluster.read().history(), format));
        }
    }
}

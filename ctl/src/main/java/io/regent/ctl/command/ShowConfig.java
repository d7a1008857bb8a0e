package io.regent.ctl.command;

import io.regent.ctl.output.YamlText;
import io.regent.ctl.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code show-config}: the settings that the whole cluster shares (CTL-053). */
final class ShowConfig implements Command {

    @Override
    public String name() {
        return "show-config";
    }

    @Override
    public String purpose() {
        return "Show cluster configuration";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        try (var cluster = session.cluster(Arguments.cluster(arguments))) {
            cluster.read()
                    .config()
                    .ifPresent(config ->
                            session.terminal().say(YamlText.block(config.value().document())));
        }
    }
}

package io.regent.ctl.command;

import io.regent.ctl.command.Pausing.Direction;
import io.regent.ctl.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code resume}: the maintenance mode ends. */
final class Resume implements Command {

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public String purpose() {
        return "Resume auto failover";
    }

    @Override
    public void describe(CommandSpec spec) {
        Pausing.describe(spec, "Wait until pause is cleared on all nodes");
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        new Pausing(Direction.RESUME).run(arguments, session);
    }
}

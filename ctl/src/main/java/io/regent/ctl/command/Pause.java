package io.regent.ctl.command;

import io.regent.ctl.command.Pausing.Direction;
import io.regent.ctl.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code pause}: the maintenance mode begins. */
final class Pause implements Command {

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public String purpose() {
        return "Disable auto failover";
    }

    @Override
    public void describe(CommandSpec spec) {
        Pausing.describe(spec, "Wait until pause is applied on all nodes");
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        new Pausing(Direction.PAUSE).run(arguments, session);
    }
}

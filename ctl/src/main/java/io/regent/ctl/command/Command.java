package io.regent.ctl.command;

import io.regent.ctl.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One word of the command line and what it does. */
public interface Command {

    /** The word. */
    String name();

    /** One line for the help. */
    String purpose();

    /** Adds options and arguments to the empty specification of a command. */
    void describe(CommandSpec spec);

    /**
     * Does it.
     *
     * @throws io.regent.ctl.session.Refusal when it cannot
     */
    void run(ParseResult arguments, Session session);
}

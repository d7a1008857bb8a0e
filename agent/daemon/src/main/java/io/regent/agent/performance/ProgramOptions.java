package io.regent.agent.performance;

import io.regent.postgres.ProgramOption;
import java.util.List;
import java.util.Optional;

/** Arguments of the form {@code --name=value}, as the settings have them, as options of a program. */
final class ProgramOptions {

    private ProgramOptions() {}

    static List<ProgramOption> of(List<String> arguments) {
        return arguments.stream().map(ProgramOptions::option).toList();
    }

    private static ProgramOption option(String argument) {
        String text = argument.substring("--".length());
        int equals = text.indexOf('=');
        return equals < 0
                ? new ProgramOption(text, Optional.empty())
                : new ProgramOption(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }
}

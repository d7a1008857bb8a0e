package io.regent.ctl;

/** A command line that nobody can make sense of. The message holds the usage, a hint and what is wrong (CTL-002). */
final class Misuse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Misuse(String usage, String program, String problem) {
        super("%s\nTry '%s --help' for help.\n\nError: %s".formatted(usage, program, problem));
    }
}

package io.regent.it.demo;

import java.io.PrintStream;

/** Text for the person in front of the terminal; in colour where there is a terminal. */
final class Screen {

    private static final String LINE = "─".repeat(96);

    private final PrintStream out;
    private final boolean colour;
    private int step;

    Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Opens the next step of the story. */
    void step(String title) {
        step++;
        out.printf("%n%s%n%s%n%s%n", LINE, styled("1", " %d. %s".formatted(step, title)), LINE);
    }

    void say(String text) {
        text.lines().forEach(line -> out.println("   " + line));
    }

    /** A command as it could be typed, with what it printed. */
    void command(String command, String output) {
        out.printf("%n   %s%n", styled("36", "$ " + command));
        say(output.stripTrailing());
        out.println();
    }

    void good(String text) {
        out.println("   " + styled("32", "✔ " + text));
    }

    void bad(String text) {
        out.println("   " + styled("31", "✘ " + text));
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

package io.regent.ctl.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The operator: what is shown to them and what they answer. Results and questions go to the output, troubles to the
 * error output. UTF-8 whatever the locale (CTL-022).
 */
public final class Terminal {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS");
    private static final DateTimeFormatter NOTICE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSS");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** Whether a person looks at the output. */
    public enum Audience {
        PERSON,
        PROGRAM
    }

    private final BufferedReader input;
    private final PrintStream output;
    private final PrintStream errors;
    private final Supplier<Audience> audience;

    /** A terminal over three streams; whether a person looks is found out when it matters. */
    public Terminal(InputStream input, PrintStream output, PrintStream errors, Supplier<Audience> audience) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.output = output;
        this.errors = errors;
        this.audience = audience;
    }

    /** Whether a person looks at the output. */
    public Audience audience() {
        return audience.get();
    }

    /** Prints text as it is. */
    public void print(String text) {
        output.print(text);
        output.flush();
    }

    /** Prints a line. */
    public void say(String line) {
        print(line + "\n");
    }

    /** Prints a line that begins with the local time. */
    public void sayWithTime(String line) {
        say(now().format(NOTICE_TIME) + " " + line);
    }

    /** Prints the local time on a line of its own (CTL-039). */
    public void sayTime() {
        say(now().format(SECONDS));
    }

    /** Prints a line to the errors. */
    public void complain(String line) {
        errors.print(line + "\n");
        errors.flush();
    }

    /** Prints a warning to the errors. */
    public void warn(String warning) {
        complain(now().format(LOG_TIME) + " - WARNING - " + warning);
    }

    /** Empties the screen, when there is one (CTL-021). */
    public void clear() {
        if (audience() == Audience.PERSON) {
            print("\033[2J\033[1;1H");
        }
    }

    /**
     * Asks a question that an empty line answers with the default.
     *
     * @throws Aborted when there is no answer
     */
    public String ask(String question, String otherwise) {
        print("%s [%s]: ".formatted(question, otherwise));
        String answer = answer();
        return answer.isEmpty() ? otherwise : answer;
    }

    /**
     * Asks for a yes; an empty line is a no.
     *
     * @throws Aborted when there is no answer
     */
    public boolean confirm(String question) {
        while (true) {
            print(question + " [y/N]: ");
            switch (answer().toLowerCase(Locale.ROOT)) {
                case "y", "yes", "t", "true", "on", "1" -> {
                    return true;
                }
                case "n", "no", "f", "false", "off", "0", "" -> {
                    return false;
                }
                default -> say("Error: invalid input");
            }
        }
    }

    /** All that is left of the input. */
    public String rest() {
        return input.lines().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Lets time pass. */
    public void pause(Duration span) {
        LockSupport.parkNanos(span.toNanos());
    }

    private String answer() {
        try {
            String line = input.readLine();
            if (line == null) {
                throw new Aborted();
            }
            return line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneId.systemDefault());
    }
}

package io.regent.postgres.rewind;

import io.regent.postgres.server.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment of the log that {@code pg_rewind} needs and that is not in the data directory any more. From PostgreSQL 13 on it asks the
 * archive itself, where it finds the configuration; for the others the agent does (HA-115, LES-071).
 */
final class MissingSegment {

    /** {@code could not open file "/data/pg_wal/000000010000000000000003": No such file or directory}. */
    private static final Pattern COMPLAINT =
            Pattern.compile("could not open file \"[^\"]*?([0-9A-F]{24})\": No such file");

    private static final Pattern PLACE = Pattern.compile("%[pfr%]");

    private MissingSegment() {}

    /** The segment that a failed run complains about; empty when it failed for another reason. */
    static Optional<String> namedIn(Program.Result result) {
        Matcher complaint = COMPLAINT.matcher(result.errors() + "\n" + result.output());
        return complaint.find() ? Optional.of(complaint.group(1)) : Optional.empty();
    }

    /**
     * Gets it from the archive, by the command that recovery would use, run by a shell in the data directory as the server would.
     *
     * @param command {@code restore_command}
     * @return whether it is there now
     */
    static boolean fetch(String segment, String command, Path dataDir) throws InterruptedException {
        String filledIn = PLACE.matcher(command)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group()) {
                            case "%p" -> "pg_wal/" + segment;
                            case "%f" -> segment;
                            case "%r" -> "0".repeat(segment.length());
                            default -> "%";
                        }));
        Program.Result result = Program.of(
                        List.of("sh", "-c", "cd \"$1\" && eval \"$2\"", "sh", dataDir.toString(), filledIn))
                .inOwnLocale()
                .run();
        return result.succeeded()
                && Files.isRegularFile(dataDir.resolve("pg_wal").resolve(segment));
    }
}

package io.regent.postgres.progress;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code pg_basebackup} and {@code pg_rewind} say of their work with {@code --progress} (manual, their reference pages), in the C
 * locale.
 *
 * @param phases the beginning of a line, and the phase that it begins
 */
public record ProgramWords(List<Map.Entry<String, String>> phases) {

    /** {@code pg_basebackup}, which has to be told {@code --verbose}, too. */
    public static final ProgramWords BASEBACKUP = new ProgramWords(List.of(
            Map.entry("waiting for checkpoint", "waiting for the checkpoint of the source"),
            Map.entry("initiating base backup", "waiting for the checkpoint of the source"),
            Map.entry("checkpoint completed", "copying"),
            Map.entry("write-ahead log start point", "copying"),
            Map.entry("transaction log start point", "copying"),
            Map.entry("starting background WAL receiver", "copying"),
            Map.entry("created temporary replication slot", "copying"),
            Map.entry("write-ahead log end point", "receiving the end of the log"),
            Map.entry("transaction log end point", "receiving the end of the log"),
            Map.entry("waiting for background process to finish streaming", "receiving the end of the log"),
            Map.entry("syncing data to disk", "writing to disk"),
            Map.entry("renaming backup_manifest.tmp to backup_manifest", "writing to disk"),
            Map.entry("base backup completed", "complete")));

    /** {@code pg_rewind}. */
    public static final ProgramWords REWIND = new ProgramWords(List.of(
            Map.entry("connected to server", "comparing"),
            Map.entry("reading source file list", "listing the files"),
            Map.entry("reading target file list", "listing the files"),
            Map.entry("reading WAL in target", "reading the log"),
            Map.entry("need to copy", "copying"),
            Map.entry("creating backup label", "completing"),
            Map.entry("syncing target data directory", "writing to disk"),
            Map.entry("Done!", "complete")));

    private static final Pattern AMOUNT = Pattern.compile("\\s*(\\d+)/(\\d+) kB \\(\\d+%\\).*");
    private static final Pattern WHO = Pattern.compile("^pg_(basebackup|rewind): ");
    private static final long KB = 1024;

    /** What to do with a line: tells the run what it says, and whether that was all that it says. */
    public Predicate<String> tell(ProgressMeter.Run run) {
        return line -> {
            Matcher amount = AMOUNT.matcher(line);
            if (amount.matches()) {
                run.reached(
                        Long.parseLong(amount.group(1)) * KB, OptionalLong.of(Long.parseLong(amount.group(2)) * KB));
                return true;
            }
            String words = WHO.matcher(line.strip()).replaceFirst("");
            return phases.stream()
                    .filter(phase -> words.startsWith(phase.getKey()))
                    .findFirst()
                    .map(phase -> {
                        run.phase(phase.getValue());
                        return true;
                    })
                    .orElse(false);
        };
    }
}

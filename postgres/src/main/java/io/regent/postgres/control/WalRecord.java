package io.regent.postgres.control;

import io.regent.postgres.wal.Lsn;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of {@code pg_waldump}.
 *
 * @param start where the record begins
 * @param length bytes in total, page headers not counted
 * @param description such as {@code CHECKPOINT_SHUTDOWN redo …}
 */
public record WalRecord(Lsn start, int length, String description) {

    private static final Pattern LINE = Pattern.compile(
            "rmgr: .*len \\(rec/tot\\): *[0-9]+/ *([0-9]+), .*lsn: ([0-9A-Fa-f]+/[0-9A-Fa-f]+), .*?desc: (.*)");

    private static final int ALIGNMENT = 8;
    private static final int PAGE_HEADER = 24;
    private static final int SEGMENT_HEADER = 40;

    /** The first record of the output; empty when there is none that can be read. */
    public static Optional<WalRecord> first(String output) {
        return output.lines()
                .map(LINE::matcher)
                .filter(matcher -> matcher.lookingAt())
                .map(matcher -> new WalRecord(
                        Lsn.parse(matcher.group(2)), Integer.parseInt(matcher.group(1)), matcher.group(3)))
                .findFirst();
    }

    /** Whether it is the last record of a clean shutdown. */
    public boolean isShutdownCheckpoint() {
        return description.startsWith("CHECKPOINT_SHUTDOWN");
    }

    /**
     * Where the record ends, which is where a server that replayed it goes on writing. Every page of the log begins with a
     * header, the first one of a segment with a longer one, and records are aligned.
     */
    public Lsn end(int blockBytes, int segmentBytes) {
        long position = start.position();
        long rest = length;
        while (rest > 0) {
            if (position % blockBytes == 0) {
                position += position % segmentBytes == 0 ? SEGMENT_HEADER : PAGE_HEADER;
            }
            long onPage = Math.min(rest, blockBytes - position % blockBytes);
            position += onPage;
            rest -= onPage;
        }
        return new Lsn((position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }
}

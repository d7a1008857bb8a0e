package io.regent.postgres.progress;

import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Work;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a server has come that replays its log and lets nobody in yet: its startup process has the segment in its title (manual,
 * "update_process_title").
 */
public final class ReplayTitle {

    private static final Pattern STARTUP =
            Pattern.compile("(?:.*: )?startup(?: process)?\\s+(recovering|waiting for) ([0-9A-F]{24})");

    private ReplayTitle() {}

    /**
     * The segment that is being replayed, or waited for.
     *
     * @param titles what the server's processes call themselves
     */
    public static Optional<WorkProgress> progress(List<String> titles) {
        return titles.stream()
                .map(STARTUP::matcher)
                .filter(Matcher::matches)
                .map(title -> new WorkProgress(
                        Work.RECOVERY, Optional.empty(), title.group(1) + " " + title.group(2), Optional.empty()))
                .findFirst();
    }
}

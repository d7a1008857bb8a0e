package io.regent.postgres.server;

import java.util.List;
import java.util.regex.Pattern;

/** What a process of the server says it is, by the title that it gives itself (PostgreSQL manual, "Standard Unix Tools"). */
final class ProcessTitle {

    /** Processes in which nobody's statements run; some tell what they are at. Whatever is not known counts as a session. */
    private static final Pattern AUXILIARY = Pattern.compile(String.join(
            "|",
            List.of(
                    "checkpointer( .*)?",
                    "(background )?writer( process)?",
                    "wal ?writer( process)?",
                    "stats collector( process)?",
                    "logger( .*)?",
                    "archiver( .*)?",
                    "startup( .*)?",
                    "wal ?receiver( .*)?",
                    "wal ?sender( .*)?",
                    "walsummarizer",
                    "autovacuum launcher( process)?",
                    "logical replication launcher",
                    "slotsync worker( .*)?",
                    "io worker [0-9]+")));

    private static final Pattern PREFIX = Pattern.compile("^postgres: (bgworker: )?");

    private ProcessTitle() {}

    /**
     * Whether it serves the server and not somebody who could commit.
     *
     * @param title {@code postgres: NAME}, or {@code postgres: CLUSTER: NAME} where the server has a name of its own
     */
    static boolean isAuxiliary(String title) {
        String what = PREFIX.matcher(title.strip()).replaceFirst("");
        int cluster = what.indexOf(": ");
        return AUXILIARY.matcher(what).matches()
                || (cluster >= 0
                        && AUXILIARY.matcher(what.substring(cluster + 2)).matches());
    }
}

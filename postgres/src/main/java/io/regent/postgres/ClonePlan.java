package io.regent.postgres;

import java.util.List;

/**
 * How a standby's data is copied.
 *
 * @param basebackup the user's options of {@code postgresql.basebackup}
 */
public record ClonePlan(List<ProgramOption> basebackup) {

    public ClonePlan {
        basebackup = List.copyOf(basebackup);
    }
}

package io.regent.postgres.files;

import io.regent.postgres.parameters.GucText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code recovery.conf}, which makes a server before version 12 a standby and says what it replays (CFG-024). From 12 on its settings are
 * parameters like others, and a server does not start beside the file.
 */
public final class RecoveryConf {

    /** The first version whose recovery is configured in {@code postgresql.conf}. */
    public static final int REPLACED = 12;

    private static final Set<String> OF_THE_USER =
            Set.of("restore_command", "archive_cleanup_command", "recovery_end_command", "recovery_min_apply_delay");

    private RecoveryConf() {}

    /** Whether a setting of the user goes to this file in that version. */
    public static boolean holds(String setting, int majorVersion) {
        return majorVersion < REPLACED && OF_THE_USER.contains(setting);
    }

    /**
     * The text for a standby.
     *
     * @param users what the user wants, wherever it is to be written
     * @param agents what the agent says of the upstream; empty values are left out, for here they are no way to say nothing
     */
    public static String text(Map<String, Object> users, Map<String, String> agents, int majorVersion) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("standby_mode", "on");
        users.forEach((name, value) -> {
            if (holds(name, majorVersion)) {
                settings.put(name, GucText.of(name, value));
            }
        });
        agents.forEach((name, value) -> {
            if (!value.isEmpty()) {
                settings.put(name, value);
            }
        });
        return text(settings);
    }

    /** The text for a server that recovers and is a primary then. */
    public static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + GucText.quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}

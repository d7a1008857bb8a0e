package io.regent.it.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL does not run as root. When root runs the tests, the servers and agents belong to the user postgres. */
final class Account {

    private static final String USER = "postgres";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private Account() {}

    /** The command, as the unprivileged user. */
    static List<String> unprivileged(List<String> command) {
        if (!ROOT) {
            return command;
        }
        var switched = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        switched.addAll(command);
        return switched;
    }

    /** Gives a file or folder to the unprivileged user. */
    static void own(Path path) {
        if (ROOT) {
            Shell.run("chown", "-R", USER + ":" + USER, path.toString()).orFail();
        }
    }

    static boolean mayRun(Path program) {
        return Shell.runUnprivileged(List.of("test", "-x", program.toString()), java.util.Map.of())
                        .code()
                == 0;
    }
}

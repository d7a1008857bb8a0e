package io.regent.postgres.server;

import io.regent.postgres.PostgresSettings;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The major version of the installed server program. */
public final class ServerVersion {

    /** The oldest version whose functions have the names that the agent calls them by. */
    public static final int OLDEST = 10;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ([0-9]+)");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ServerVersion() {}

    /** Asks {@code postgres --version}; empty when it cannot be run or understood. */
    public static OptionalInt installed(PostgresSettings settings) throws InterruptedException {
        Program.Result result = new Tools(settings)
                .program("postgres", List.of("--version"))
                .within(LIMIT)
                .run();
        return parse(result.output());
    }

    /** Reads {@code postgres (PostgreSQL) 15.4 (Debian …)}. */
    static OptionalInt parse(String output) {
        var matcher = VERSION.matcher(output);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}

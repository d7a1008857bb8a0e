package io.regent.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for tests that say only what matters to them. */
public final class SampleSettings {

    private SampleSettings() {}

    /** Settings of member {@code pg-1} of cluster {@code demo} with these server parameters, data under {@code /data}. */
    public static PostgresSettings with(Map<String, Object> parameters) {
        return in(Path.of("/data"), parameters);
    }

    /** The same with the data directory {@code pg} in the folder. */
    public static PostgresSettings in(Path folder, Map<String, Object> parameters) {
        return in(folder, Optional.empty(), Optional.empty(), parameters);
    }

    /** The same for the server whose programs are in another folder. */
    public static PostgresSettings of(Path programs, Path folder, Map<String, Object> parameters) {
        return in(folder, Optional.of(programs), Optional.empty(), parameters);
    }

    /** The same in a cluster that replicates another. */
    public static PostgresSettings replicating(
            Path folder, PostgresSettings.Remote remote, Map<String, Object> parameters) {
        return in(folder, Optional.empty(), Optional.of(remote), parameters);
    }

    /** The same where so many bytes of discarded log are kept. */
    public static PostgresSettings keepingDiscardedLog(Path folder, long limit) {
        return in(folder, Optional.empty(), Optional.empty(), limit, Map.of());
    }

    private static PostgresSettings in(
            Path folder,
            Optional<Path> programs,
            Optional<PostgresSettings.Remote> remote,
            Map<String, Object> parameters) {
        return in(folder, programs, remote, 1 << 30, parameters);
    }

    private static PostgresSettings in(
            Path folder,
            Optional<Path> programs,
            Optional<PostgresSettings.Remote> remote,
            long discardedLogLimit,
            Map<String, Object> parameters) {
        return new PostgresSettings(
                "pg-1",
                "demo",
                folder.resolve("pg"),
                folder.resolve("pg"),
                "postgresql",
                Optional.empty(),
                new Programs(programs, Map.of()),
                new Listen(List.of("127.0.0.1", "::1"), 5433),
                "postgres",
                new Authentication(role("postgres"), role("replicator"), Optional.of(role("rewinder"))),
                folder.resolve("pgpass"),
                folder.resolve("server.log"),
                parameters,
                List.of(),
                List.of(),
                Map.of(),
                true,
                true,
                false,
                false,
                remote,
                discardedLogLimit,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }

    private static Credentials role(String name) {
        return new Credentials(Optional.of(name), Optional.of("se:cr\\et"), Map.of("sslmode", "prefer"));
    }
}

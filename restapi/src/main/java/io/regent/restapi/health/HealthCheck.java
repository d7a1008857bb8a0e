package io.regent.restapi.health;

/** The health checks of load balancers (API-004). */
public enum HealthCheck {
    PRIMARY,
    STANDBY_LEADER,
    LEADER,
    REPLICA,
    READ_ONLY,
    HEALTH,
    SYNC,
    READ_ONLY_SYNC,
    ASYNC,
    QUORUM,
    READ_ONLY_QUORUM,
    /** A path that asks for nothing; no node ever passes. */
    NONE;

    /**
     * The check that a path asks for: chosen by the text in it, so that {@code /foo/primary} works.
     *
     * @param path with exactly one leading slash, without the query
     */
    public static HealthCheck of(String path) {
        if (path.contains("standby_leader") || path.contains("standby-leader")) {
            return STANDBY_LEADER;
        }
        if (path.contains("leader")) {
            return LEADER;
        }
        if (path.equals("/") || path.contains("master") || path.contains("primary") || path.contains("read-write")) {
            return PRIMARY;
        }
        if (path.contains("replica")) {
            return REPLICA;
        }
        if (path.contains("read-only") && !path.contains("sync") && !path.contains("quorum")) {
            return READ_ONLY;
        }
        return path.contains("health") ? HEALTH : exactly(path);
    }

    private static HealthCheck exactly(String path) {
        return switch (path) {
            case "/sync", "/synchronous" -> SYNC;
            case "/read-only-sync", "/read-only-synchronous" -> READ_ONLY_SYNC;
            case "/async", "/asynchronous" -> ASYNC;
            case "/quorum" -> QUORUM;
            case "/read-only-quorum" -> READ_ONLY_QUORUM;
            default -> NONE;
        };
    }
}

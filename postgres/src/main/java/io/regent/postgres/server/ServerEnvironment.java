package io.regent.postgres.server;

import java.util.Map;
import java.util.Optional;

/** What of the agent's environment reaches the server and the programs (CFG-143, CFG-144). */
public final class ServerEnvironment {

    private static final String ARENAS = "PG_MALLOC_ARENA_MAX";

    private ServerEnvironment() {}

    /** Takes out the agent's own settings, which hold secrets, and what ties a process to the agent's service. */
    public static void scrub(Map<String, String> environment) {
        Optional.ofNullable(environment.get(ARENAS)).ifPresent(value -> environment.put("MALLOC_ARENA_MAX", value));
        environment.keySet().removeIf(ServerEnvironment::isTheAgents);
    }

    private static boolean isTheAgents(String name) {
        return name.startsWith("PATRONI_")
                || name.startsWith("REGENT_")
                || name.startsWith("KUBERNETES_")
                || name.equals("NOTIFY_SOCKET")
                || name.equals("WATCHDOG_USEC")
                || name.equals("WATCHDOG_PID");
    }
}

package io.regent.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a new database cluster is made.
 *
 * @param hbaLines {@code bootstrap.pg_hba}: appended when neither {@code postgresql.pg_hba} nor {@code hba_file} is set (HA-092)
 * @param postBootstrap the operator's program that runs once on the new primary (HA-094)
 */
public record BootstrapPlan(Method method, List<String> hbaLines, Optional<List<String>> postBootstrap) {

    /** What makes the data directory. */
    public sealed interface Method {}

    /**
     * PostgreSQL's own program (HA-091).
     *
     * @param options those of {@code bootstrap.initdb}
     */
    public record Initdb(List<ProgramOption> options) implements Method {

        public Initdb {
            options = List.copyOf(options);
        }
    }

    /**
     * The operator's program, which leaves a data directory that recovers when it is started, or is whole (HA-097, HA-098).
     *
     * @param name what the operator calls the method
     * @param command with its arguments
     * @param keepsRecovery the program has said itself how the server recovers, and that stays
     * @param recovery how it recovers otherwise: recovery parameters; empty for a server that starts as a primary
     */
    public record Custom(String name, List<String> command, boolean keepsRecovery, Map<String, Object> recovery)
            implements Method {

        public Custom {
            command = List.copyOf(command);
            recovery = Collections.unmodifiableMap(new LinkedHashMap<>(recovery));
        }

        /** Whether the server leaves recovery by a promotion, and nobody need look at it before. */
        public boolean endsByPromotion() {
            return "promote".equals(recovery.get("recovery_target_action"));
        }
    }

    public BootstrapPlan {
        hbaLines = List.copyOf(hbaLines);
        postBootstrap = postBootstrap.map(List::copyOf);
    }
}

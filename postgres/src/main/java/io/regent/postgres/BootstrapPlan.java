package io.regent.postgres;

import java.util.List;

/**
 * How a new database cluster is made.
 *
 * @param initdb the options of {@code bootstrap.initdb}
 * @param hbaLines {@code bootstrap.pg_hba}: appended when neither {@code postgresql.pg_hba} nor {@code hba_file} is set (HA-092)
 */
public record BootstrapPlan(List<ProgramOption> initdb, List<String> hbaLines) {

    public BootstrapPlan {
        initdb = List.copyOf(initdb);
        hbaLines = List.copyOf(hbaLines);
    }
}

package io.regent.postgres;

import java.util.List;

/**
 * How a standby's data are copied.
 *
 * @param methods tried one after the other, until one succeeds (HA-104)
 * @param replaces whether data that are there may be thrown away; the caller holds the proof that no last copy is lost
 */
public record ClonePlan(List<Method> methods, boolean replaces) {

    /** One way to get the data. */
    public sealed interface Method {

        /** What the operator calls it. */
        String name();

        /** Whether it works without another server that could be copied. */
        boolean worksWithoutSource();

        /** Whether it makes use of data that are there, so that they are not removed before, nor after it failed (HA-106). */
        boolean keepsData();
    }

    /**
     * PostgreSQL's own program (HA-107).
     *
     * @param options the user's, of {@code postgresql.basebackup}
     */
    public record Basebackup(List<ProgramOption> options) implements Method {

        public Basebackup {
            options = List.copyOf(options);
        }

        @Override
        public String name() {
            return "basebackup";
        }

        @Override
        public boolean worksWithoutSource() {
            return false;
        }

        @Override
        public boolean keepsData() {
            return false;
        }
    }

    /**
     * A program of the operator (HA-105).
     *
     * @param command with the operator's arguments
     * @param takesParameters whether it is told the cluster's name, the role, the directory and the source, too
     */
    public record Custom(
            String name, List<String> command, boolean takesParameters, boolean keepsData, boolean worksWithoutSource)
            implements Method {

        public Custom {
            command = List.copyOf(command);
        }
    }

    public ClonePlan {
        methods = List.copyOf(methods);
    }
}

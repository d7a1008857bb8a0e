package io.regent.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What runs a member: our agent, or the one that Debian packages. */
public enum Product {
    REGENT("io.regent.agent.Main") {
        @Override
        Path agent() {
            return Distribution.program("regent");
        }

        @Override
        public Path commandLine() {
            return Distribution.program("regentctl");
        }
    },
    PATRONI("/usr/bin/patroni") {
        @Override
        Path agent() {
            return Path.of("/usr/bin/patroni");
        }

        @Override
        public Path commandLine() {
            return Path.of("/usr/bin/patronictl");
        }
    };

    private final String process;

    Product(String process) {
        this.process = process;
    }

    /** What the command line of a running agent names. */
    String process() {
        return process;
    }

    abstract Path agent();

    /** {@code regentctl} or {@code patronictl}. */
    public abstract Path commandLine();

    public boolean installed() {
        return Files.isExecutable(agent());
    }

    Map<String, String> environment() {
        return Map.of(
                "REGENT_JAVA_HOME", System.getProperty("java.home"), "HOME", "/tmp", "LC_ALL", "C.UTF-8", "TZ", "UTC");
    }
}

package io.regent.agent.member;

import java.util.Optional;

/** What this program calls itself. */
public final class Version {

    /**
     * The version of Patroni whose behaviour this agent has. Other members read it from our record and decide by it what they
     * may expect of us (HA-008).
     */
    public static final String COMPATIBLE = "4.1.0";

    private Version() {}

    /** The version of Regent itself. */
    public static String own() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

package io.regent.restapi;

import io.regent.dcs.DynamicConfig;

/** How a change of the dynamic configuration ended. */
public sealed interface ConfigAnswer {

    /** The configuration is now this, whether or not a write was needed for it (API-088). */
    record Current(DynamicConfig config) implements ConfigAnswer {}

    /** There is no configuration to merge into. */
    record Missing() implements ConfigAnswer {}

    /** Somebody else changed it meanwhile; nothing was written. */
    record Conflict() implements ConfigAnswer {}

    /** The DCS did not answer. */
    record Unreachable(String cause) implements ConfigAnswer {}
}

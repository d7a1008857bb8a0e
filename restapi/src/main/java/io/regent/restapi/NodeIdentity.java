package io.regent.restapi;

import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.wal.SystemIdentifier;
import java.util.Optional;

/**
 * Who answers.
 *
 * @param scope the cluster's name
 * @param version the agent's version, dotted integers
 * @param tags as published: built-in booleans only when enabled, custom tags as configured (API-058)
 * @param system empty before initdb
 */
public record NodeIdentity(
        MemberName name, String scope, String version, Tags tags, Optional<SystemIdentifier> system) {}

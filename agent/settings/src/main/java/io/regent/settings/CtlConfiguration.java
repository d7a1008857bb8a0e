package io.regent.settings;

import java.util.Optional;

/**
 * All that the CLI is told by its file and its environment. Everything may be missing; a command asks for what it needs.
 *
 * @param namespace {@code /service} unless given
 * @param superuser of {@code postgresql.authentication}
 */
public record CtlConfiguration(
        Optional<String> scope,
        String namespace,
        Optional<DcsSection> dcs,
        CtlSettings access,
        Optional<Credentials> superuser) {}

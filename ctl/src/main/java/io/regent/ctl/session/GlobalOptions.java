package io.regent.ctl.session;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands before the command.
 *
 * @param configFile of {@code -c}
 * @param dcsUrl of {@code -d}, else of the variable {@code DCS_URL}
 * @param insecure whether {@code -k} was given
 */
public record GlobalOptions(Optional<Path> configFile, Optional<String> dcsUrl, boolean insecure) {}

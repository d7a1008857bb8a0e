package io.regent.settings;

import java.util.Optional;

/**
 * A setting that nobody can work with, in the words of the person who must correct it.
 *
 * @param setting its path, for example {@code postgresql.listen}; or a file
 * @param problem what is wrong: the value, and what is allowed instead; never a password
 * @param origin where it was read: file and line, or the environment variable
 */
public record Fault(String setting, String problem, Optional<String> origin) {

    @Override
    public String toString() {
        return setting + ": " + problem + origin.map(" (%s)"::formatted).orElse("");
    }
}

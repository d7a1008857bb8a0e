package io.regent.postgres.parameters;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code postgres --describe-config} says: the parameters of one version and when a change of theirs acts. Parameters
 * that are meant for developers are not described there.
 *
 * @param contexts parameter, in lower case, to context such as {@code postmaster} or {@code sighup}
 */
public record KnownParameters(Map<String, String> contexts) {

    private static final int CONTEXT_COLUMN = 1;

    public KnownParameters {
        contexts = Map.copyOf(contexts);
    }

    /** Reads the program's output; other lines are passed over. */
    public static KnownParameters parse(String output) {
        var contexts = new HashMap<String, String>();
        output.lines()
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns.length > CONTEXT_COLUMN + 1)
                .forEach(columns -> contexts.put(columns[0].toLowerCase(Locale.ROOT), columns[CONTEXT_COLUMN]));
        return new KnownParameters(contexts);
    }

    /** Whether the parameter is described, or belongs to an extension, which only its library knows. */
    public boolean has(String name) {
        return name.contains(".") || contexts.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a change of the parameter acts only after a restart. */
    public boolean needsRestart(String name) {
        return Optional.ofNullable(contexts.get(name.toLowerCase(Locale.ROOT)))
                .filter("postmaster"::equals)
                .isPresent();
    }
}

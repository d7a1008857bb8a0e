package io.regent.settings;

import java.util.List;

/**
 * A value that can be used, and what the operator should be told about it.
 *
 * @param warnings whole sentences, in the order of the settings they are about
 */
public record Checked<T>(T value, List<String> warnings) {

    public Checked {
        warnings = List.copyOf(warnings);
    }
}

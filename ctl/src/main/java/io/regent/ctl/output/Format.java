package io.regent.ctl.output;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How rows are printed (CTL-016). */
public enum Format {
    PRETTY,
    TSV,
    JSON,
    YAML;

    /** The words of the option, in the order of its help. */
    public static final List<String> WORDS = List.of("pretty", "tsv", "json", "yaml", "yml");

    /** The format that a word of {@link #WORDS} stands for. */
    public static Optional<Format> of(String word) {
        String full = word.equals("yml") ? "yaml" : word;
        return Arrays.stream(values())
                .filter(format -> format.word().equals(full))
                .findFirst();
    }

    private String word() {
        return switch (this) {
            case PRETTY -> "pretty";
            case TSV -> "tsv";
            case JSON -> "json";
            case YAML -> "yaml";
        };
    }
}

package io.regent.settings.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML text says, and where.
 *
 * @param value maps, lists, strings, integers ({@code Integer}, {@code Long} or {@code BigInteger}, the smallest that
 *     fits), doubles, booleans and nulls, as a reader of JSON gives them; null for an empty text
 * @param lines of the keys of maps, counted from 1, by their path: {@code postgresql.listen}
 * @param warnings about keys given twice
 */
public record YamlDocument(@Nullable Object value, Map<String, Integer> lines, List<String> warnings) {}

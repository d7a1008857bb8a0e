package io.regent.dcs.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: maps that keep the order of their keys, lists, strings, numbers, booleans and nulls.
 *
 * <p>Whole numbers are read as the smallest of {@code Integer}, {@code Long} and {@code BigInteger} that holds them, as
 * the YAML reader does. Text is written as the other product writes it: no blanks, everything beyond ASCII escaped with
 * small hexadecimal digits (API-092, IF-007).
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    private Json() {}

    /** The object that the text holds, unmodifiable at every level; empty when it is no JSON or no object. */
    public static Optional<Map<String, Object>> parseObject(String text) {
        return parse(text) instanceof Map<?, ?> map ? Optional.of(named(map)) : Optional.empty();
    }

    /** The array that the text holds, unmodifiable at every level; empty when it is no JSON or no array. */
    public static Optional<List<?>> parseArray(String text) {
        return parse(text) instanceof List<?> list ? Optional.of(list) : Optional.empty();
    }

    /** The value on one line, without blanks. */
    public static String compact(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass() + " has no form in JSON", e);
        }
    }

    private static @Nullable Object parse(String text) {
        try {
            return frozen(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> named(map);
            case List<?> list -> list.stream().map(Json::frozen).toList();
            case null -> null;
            default -> value;
        };
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> named.put(String.valueOf(key), frozen(value)));
        return Collections.unmodifiableMap(named);
    }
}

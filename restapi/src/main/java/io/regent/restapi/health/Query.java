package io.regent.restapi.health;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query string of a request: decoded, the first value wins, keys with an empty value are as if absent (API-009).
 *
 * @param values by key, in the order of the request
 */
public record Query(Map<String, String> values) {

    public static final Query NONE = new Query(Map.of());

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    public Query {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads what stands behind the question mark; never fails. */
    public static Query of(String text) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    /** The value of a key. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(STRAY_PERCENT.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
    }
}

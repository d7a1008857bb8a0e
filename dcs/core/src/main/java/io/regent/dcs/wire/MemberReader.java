package io.regent.dcs.wire;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code members/<name>}: an object, or the connection URL that ancient members write (HA-014). */
final class MemberReader {

    private static final String API_URL = "application_name=";

    private MemberReader() {}

    /** The member; without data when the text cannot be read, because the member is there all the same. */
    static Member read(MemberName name, String text) {
        return new Member(
                name,
                text.startsWith("postgres")
                        ? fromUrl(text)
                        : Json.parseObject(text).orElse(Map.of()));
    }

    private static Map<String, Object> fromUrl(String url) {
        int query = url.indexOf('?');
        var data = new LinkedHashMap<String, Object>();
        data.put("conn_url", query < 0 ? url : url.substring(0, query));
        if (query >= 0) {
            apiUrl(url.substring(query + 1)).ifPresent(api -> data.put("api_url", api));
        }
        return data;
    }

    private static Optional<String> apiUrl(String query) {
        return Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.startsWith(API_URL))
                .map(parameter -> parameter.substring(API_URL.length()))
                .findFirst()
                .flatMap(MemberReader::decoded);
    }

    private static Optional<String> decoded(String parameter) {
        try {
            return Optional.of(URLDecoder.decode(parameter, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

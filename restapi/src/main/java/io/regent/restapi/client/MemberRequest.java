package io.regent.restapi.client;

import io.regent.dcs.wire.Json;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a member is asked.
 *
 * @param url {@code http} or {@code https}, host, port and path
 * @param body JSON; absent for a request without a body
 */
public record MemberRequest(Method method, String url, Optional<String> body) {

    /** The methods of the REST API. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    private static final Pattern ORIGIN = Pattern.compile("([a-zA-Z]+://[^/?#]+).*");

    /** For the status of a member, at the very address that it published. */
    public static MemberRequest status(String apiUrl) {
        return new MemberRequest(Method.GET, apiUrl, Optional.empty());
    }

    /**
     * For an endpoint beside the published address.
     *
     * @param apiUrl as published; its path does not count
     * @param endpoint without a leading slash, for example {@code restart}
     */
    public static MemberRequest to(Method method, String apiUrl, String endpoint) {
        Matcher origin = ORIGIN.matcher(apiUrl);
        String server = origin.matches() ? origin.group(1) : apiUrl;
        return new MemberRequest(method, server + "/" + endpoint, Optional.empty());
    }

    /** The same request with a JSON object; nulls in it are sent. */
    public MemberRequest with(Map<String, ? extends @Nullable Object> document) {
        return new MemberRequest(method, url, Optional.of(Json.compact(document)));
    }
}

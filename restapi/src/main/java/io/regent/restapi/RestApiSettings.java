package io.regent.restapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code restapi}, as far as the server needs it. Everything may change while the server runs.
 *
 * @param connectAddress what others connect to; published as {@code api_url}
 * @param credentials what unsafe requests must present; empty when everybody may (API-129)
 * @param extraHeaders {@code http_extra_headers} (API-010)
 * @param requestQueueSize the listen backlog, 0 to 4096 (API-012)
 * @param serverTokens what the {@code Server} header says (API-011)
 */
public record RestApiSettings(
        ListenAddress listen,
        ListenAddress connectAddress,
        Optional<Credentials> credentials,
        Map<String, String> extraHeaders,
        int requestQueueSize,
        ServerTokens serverTokens) {

    /** The default of {@code restapi.request_queue_size}. */
    public static final int DEFAULT_REQUEST_QUEUE_SIZE = 5;

    /** The setting {@code restapi.server_tokens}. */
    public enum ServerTokens {
        ORIGINAL,
        PRODUCT_ONLY,
        MINIMAL
    }

    /** The pair {@code restapi.authentication}. Never shown. */
    public record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    public RestApiSettings {
        extraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(extraHeaders));
    }

    /** The settings of a server without authentication that others reach where it listens. */
    public static RestApiSettings listeningOn(ListenAddress listen) {
        return new RestApiSettings(
                listen, listen, Optional.empty(), Map.of(), DEFAULT_REQUEST_QUEUE_SIZE, ServerTokens.ORIGINAL);
    }

    /** Where other members find this node's status (API-001). */
    public String apiUrl() {
        return "http://" + connectAddress + "/patroni";
    }
}

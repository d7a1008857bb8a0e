package io.regent.settings;

import io.regent.settings.values.HostAndPort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The section {@code restapi}.
 *
 * @param listen host {@code *} for all interfaces
 * @param connectAddress what other members connect to
 * @param authentication what unsafe requests must present; absent when everybody may (CFG-106)
 * @param httpExtraHeaders added to every answer
 * @param requestQueueSize the listen backlog
 * @param serverTokens what the {@code Server} header says (CFG-113)
 * @param clientTrust the certificate authorities of {@code cafile}, also the default of {@code ctl.cacert}
 */
public record RestApiSettings(
        HostAndPort listen,
        HostAndPort connectAddress,
        Optional<BasicCredentials> authentication,
        Map<String, String> httpExtraHeaders,
        int requestQueueSize,
        ServerTokens serverTokens,
        Optional<String> clientTrust) {

    /** The setting {@code restapi.server_tokens}. */
    public enum ServerTokens {
        ORIGINAL,
        MINIMAL,
        PRODUCTONLY
    }

    private static final int DEFAULT_REQUEST_QUEUE_SIZE = 5;
    private static final int LARGEST_REQUEST_QUEUE_SIZE = 4096;
    private static final HostAndPort UNKNOWN = new HostAndPort("*", 8008);

    static RestApiSettings from(Section section) {
        section.requiredText("listen", "host:port");
        section.requiredText("connect_address", "host:port, as other members reach it");
        var settings = new RestApiSettings(
                section.address("listen", OptionalInt.empty(), UNKNOWN),
                section.address("connect_address", OptionalInt.empty(), UNKNOWN),
                BasicCredentials.from(section.section("authentication")),
                section.texts("http_extra_headers"),
                section.number("request_queue_size", DEFAULT_REQUEST_QUEUE_SIZE, 0, LARGEST_REQUEST_QUEUE_SIZE),
                section.choice("server_tokens", ServerTokens.ORIGINAL, ServerTokens.class),
                section.text("cafile"));
        Unsupported.knowRestApi(section);
        section.reportUnknown();
        return settings;
    }

    public RestApiSettings {
        httpExtraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(httpExtraHeaders));
    }
}

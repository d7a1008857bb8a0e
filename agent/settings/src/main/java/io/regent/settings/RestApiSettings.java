package io.regent.settings;

import io.regent.settings.values.HostAndPort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    public RestApiSettings {
        httpExtraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(httpExtraHeaders));
    }
}

package io.regent.agent.configuration;

import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.regent.restapi.RestApiSettings.ServerTokens;
import io.regent.settings.values.HostAndPort;

/** The settings as the REST API needs them. */
public final class RestApiConfiguration {

    private RestApiConfiguration() {}

    /** The section {@code restapi} as it is in force. */
    public static RestApiSettings of(LiveSettings live) {
        io.regent.settings.RestApiSettings from = live.file().restapi();
        return new RestApiSettings(
                address(from.listen()),
                address(from.connectAddress()),
                from.authentication().map(login -> new RestApiSettings.Credentials(login.username(), login.password())),
                from.httpExtraHeaders(),
                from.requestQueueSize(),
                switch (from.serverTokens()) {
                    case ORIGINAL -> ServerTokens.ORIGINAL;
                    case MINIMAL -> ServerTokens.MINIMAL;
                    case PRODUCTONLY -> ServerTokens.PRODUCT_ONLY;
                });
    }

    private static ListenAddress address(HostAndPort from) {
        return new ListenAddress(from.host().equals("*") ? "" : from.host(), from.port());
    }
}

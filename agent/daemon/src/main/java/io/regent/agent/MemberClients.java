package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.restapi.client.ClientAccess;
import io.regent.restapi.client.ClientTls;
import io.regent.restapi.client.MemberClient;
import io.regent.restapi.client.MemberRequest;
import io.regent.restapi.client.RestAnswer;
import java.time.Duration;

/** The client that asks other members, with the credentials that are in force (API-137). */
final class MemberClients {

    /** How long an agent may take to say that it lives (HA-025). */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final LiveSettings settings;

    MemberClients(LiveSettings settings) {
        this.settings = settings;
    }

    MemberClient current() {
        return new MemberClient(new ClientAccess(
                settings.file()
                        .ctl()
                        .authentication()
                        .map(login -> new ClientAccess.Credentials(login.username(), login.password())),
                ClientTls.DEFAULT));
    }

    /** Whether any agent answers where a member published its status; a mere open port does not count (LES-034). */
    boolean isAlive(String apiUrl) {
        String liveness = apiUrl.replaceFirst("/patroni$", "/liveness");
        return current().send(MemberRequest.status(liveness), PATIENCE) instanceof RestAnswer.Replied;
    }
}

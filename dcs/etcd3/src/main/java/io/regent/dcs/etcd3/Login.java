package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The token that etcd gives for user name and password; good at every endpoint until it expires (HA-031). */
final class Login {

    /** etcd's words for a token or a user that it does not accept; their status codes differ between versions. */
    private static final Pattern REFUSALS = Pattern.compile(
            "invalid auth token|auth store is old|revision in header is old|user name is empty|permission denied"
                    + "|authentication failed");

    private static final String AUTHENTICATION_IS_OFF = "authentication is not enabled";

    private final Optional<Credentials> credentials;
    private volatile Optional<String> token = Optional.empty();

    Login(Optional<Credentials> credentials) {
        this.credentials = credentials;
    }

    /** Whether a refusal may be cured by logging in again. */
    boolean isNeededAfter(Status refusal) {
        return credentials.isPresent() && isRefusal(refusal);
    }

    /** Whether etcd refused us rather than the request. */
    static boolean isRefusal(Status status) {
        return REFUSALS.matcher(String.valueOf(status.getDescription())).find();
    }

    /** Our token; fetched through the channel when we have none. Empty when none is needed. */
    Optional<String> token(Channel channel, Duration atMost) {
        if (token.isEmpty() && credentials.isPresent()) {
            token = authenticate(channel, credentials.get(), atMost);
        }
        return token;
    }

    /** Forgets a token that was refused, unless there is a newer one. */
    void forget(Optional<String> refused) {
        if (token.equals(refused)) {
            token = Optional.empty();
        }
    }

    private static Optional<String> authenticate(Channel channel, Credentials credentials, Duration atMost) {
        try {
            return Optional.of(AuthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)
                    .authenticate(AuthenticateRequest.newBuilder()
                            .setName(credentials.username())
                            .setPassword(credentials.password())
                            .build())
                    .getToken());
        } catch (StatusRuntimeException e) {
            if (String.valueOf(e.getStatus().getDescription()).contains(AUTHENTICATION_IS_OFF)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

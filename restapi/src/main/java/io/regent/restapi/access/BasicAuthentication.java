package io.regent.restapi.access;

import io.regent.restapi.RestApiSettings.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** User name and password in the {@code Authorization} header (API-129). */
public final class BasicAuthentication {

    private static final String SCHEME = "basic ";

    private BasicAuthentication() {}

    /** Whether a request may go on. */
    public enum Verdict {
        GRANTED,
        NO_HEADER,
        NOT_AUTHENTICATED
    }

    /**
     * Judges a request for something unsafe. Takes the same time for each wrong password of the same length.
     *
     * @param header the value of the {@code Authorization} header
     * @param required empty when nothing is required
     */
    public static Verdict judge(Optional<String> header, Optional<Credentials> required) {
        if (required.isEmpty()) {
            return Verdict.GRANTED;
        }
        if (header.isEmpty()) {
            return Verdict.NO_HEADER;
        }
        Credentials credentials = required.get();
        byte[] expected = (credentials.username() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        return header.flatMap(BasicAuthentication::presented)
                        .filter(presented -> MessageDigest.isEqual(presented, expected))
                        .isPresent()
                ? Verdict.GRANTED
                : Verdict.NOT_AUTHENTICATED;
    }

    private static Optional<byte[]> presented(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

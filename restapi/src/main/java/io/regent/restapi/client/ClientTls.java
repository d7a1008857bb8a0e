package io.regent.restapi.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How members with an {@code https} address are asked.
 *
 * @param insecure whether certificates of members are not verified at all
 * @param authorities a PEM file, or a directory of them; those that Java trusts when absent
 * @param certificate the client's certificate, PEM
 * @param key its key, PEM with PKCS#8 inside; the certificate's file holds it when absent
 * @param keyPassword never shown
 */
public record ClientTls(
        boolean insecure,
        Optional<Path> authorities,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<String> keyPassword) {

    public static final ClientTls DEFAULT =
            new ClientTls(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "ClientTls[insecure=%s, authorities=%s, certificate=%s, key=%s]"
                .formatted(insecure, authorities, certificate, key);
    }
}

package io.regent.dcs.etcd3;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.regent.dcs.InvalidDcsSettings;
import java.io.File;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How to speak TLS to etcd (CFG-068).
 *
 * @param cacert the authorities to check the server against; without them the server is not checked
 * @param identity what we show to the server
 */
record Tls(Optional<File> cacert, Optional<Identity> identity) {

    /** Our certificate and its key, PEM; both may be in one file. */
    record Identity(File certificate, File key) {}

    /**
     * Reads the files as they are now, so that renewed certificates are taken up by the next connection.
     *
     * @throws InvalidDcsSettings when a file cannot be used
     */
    SslContext context() {
        var builder = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
        cacert.ifPresentOrElse(
                file -> trust(builder, file), () -> builder.trustManager(InsecureTrustManagerFactory.INSTANCE));
        identity.ifPresent(own -> present(builder, own));
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new InvalidDcsSettings("etcd3.cert", identity, "a certificate that belongs to its key");
        }
    }

    private static void trust(SslContextBuilder builder, File file) {
        try {
            builder.trustManager(file);
        } catch (IllegalArgumentException e) {
            throw new InvalidDcsSettings("etcd3.cacert", file, "a readable PEM file with certificates");
        }
    }

    private static void present(SslContextBuilder builder, Identity own) {
        try {
            builder.keyManager(own.certificate(), own.key());
        } catch (IllegalArgumentException e) {
            throw new InvalidDcsSettings(
                    "etcd3.cert and etcd3.key",
                    own.certificate() + " and " + own.key(),
                    "readable PEM files, the key unencrypted in PKCS#8 form");
        }
    }
}

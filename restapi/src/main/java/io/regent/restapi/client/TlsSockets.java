package io.regent.restapi.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Lays TLS over connections, as the settings say (CTL-008, CTL-009, IF-008). */
final class TlsSockets {

    private static final char[] NO_PASSWORD = new char[0];

    private final SSLSocketFactory factory;
    private final boolean insecure;

    /**
     * Reads the files.
     *
     * @throws InvalidClientTls when one cannot be used
     */
    TlsSockets(ClientTls tls) {
        this.insecure = tls.insecure();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(tls), trustManagers(tls), null);
            this.factory = context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidClientTls("ctl.cacert, ctl.certfile, ctl.keyfile: cannot be used: " + e);
        }
    }

    /** A connection over the given one, the member's name checked against its certificate. */
    Socket over(Socket plain, Target target, TimeLeft left) throws IOException {
        var socket = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
        try {
            SSLParameters parameters = socket.getSSLParameters();
            if (!insecure) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(left.millis());
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Those of Java when no authority is named. */
    private static TrustManager @Nullable [] trustManagers(ClientTls tls) throws GeneralSecurityException, IOException {
        if (tls.insecure()) {
            return new TrustManager[] {new TrustingEverybody()};
        }
        if (tls.authorities().isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        List<Certificate> authorities = Pem.certificates(tls.authorities().get(), "ctl.cacert");
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(ClientTls tls) throws GeneralSecurityException, IOException {
        Optional<Path> certificate = tls.certificate();
        if (certificate.isEmpty()) {
            return null;
        }
        Path key = tls.key().orElse(certificate.get());
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                Pem.key(key, tls.keyPassword(), "ctl.keyfile"),
                NO_PASSWORD,
                Pem.certificates(certificate.get(), "ctl.certfile").toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

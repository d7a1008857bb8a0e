package io.regent.restapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.regent.Spec;
import io.regent.restapi.client.RestAnswer.Replied;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One self-signed certificate for 127.0.0.1 serves as authority, as the member's own, and as the client's. */
@TestInstance(Lifecycle.PER_CLASS)
class ClientTlsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Path folder = Path.of("");
    private KeyStore store = emptyStore();
    private Path certificate = Path.of("");
    private Path key = Path.of("");
    private Optional<HttpsServer> open = Optional.empty();
    private Optional<HttpsServer> guarded = Optional.empty();

    @BeforeAll
    void start(@TempDir Path fresh) throws IOException, GeneralSecurityException, InterruptedException {
        folder = fresh;
        Path file = folder.resolve("store.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "member",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=member",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD);
        }
        certificate =
                pem("member.crt", "CERTIFICATE", store.getCertificate("member").getEncoded());
        key = pem("member.key", "PRIVATE KEY", store.getKey("member", PASSWORD).getEncoded());
        open = Optional.of(server(false));
        guarded = Optional.of(server(true));
    }

    @AfterAll
    void stop() {
        open.ifPresent(server -> server.stop(0));
        guarded.ifPresent(server -> server.stop(0));
    }

    @Spec("CTL-008")
    @Test
    void an_untrusted_member_is_unreachable_unless_that_does_not_matter() {
        assertThat(ask(open, "127.0.0.1", ClientTls.DEFAULT)).isInstanceOf(RestAnswer.Unreachable.class);
        assertThat(ask(open, "127.0.0.1", tls(true, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(new Replied(200, "ok"));
    }

    @Spec("CTL-009")
    @Test
    void a_named_authority_is_trusted_for_the_names_that_it_certifies() {
        var trusting = tls(false, Optional.of(certificate), Optional.empty(), Optional.empty());

        assertThat(ask(open, "127.0.0.1", trusting)).isEqualTo(new Replied(200, "ok"));
        assertThat(ask(open, "localhost", trusting)).isInstanceOf(RestAnswer.Unreachable.class);
    }

    @Spec("IF-008")
    @Test
    void a_client_certificate_is_shown_be_its_key_plain_or_encrypted() throws Exception {
        Path both =
                Files.writeString(folder.resolve("both.pem"), Files.readString(certificate) + Files.readString(key));
        Path encrypted = pem("encrypted.key", "ENCRYPTED PRIVATE KEY", encryptedKey());
        Optional<Path> authority = Optional.of(certificate);

        assertThat(ask(guarded, "127.0.0.1", tls(false, authority, Optional.empty(), Optional.empty())))
                .isNotInstanceOf(Replied.class);
        assertThat(ask(guarded, "127.0.0.1", tls(false, authority, Optional.of(both), Optional.empty())))
                .isEqualTo(new Replied(200, "ok"));
        assertThat(ask(guarded, "127.0.0.1", tls(false, authority, Optional.of(certificate), Optional.of(encrypted))))
                .isEqualTo(new Replied(200, "ok"));
    }

    @Test
    void files_that_cannot_be_used_are_named() throws IOException {
        Path old = Files.writeString(
                folder.resolve("old.key"), Files.readString(key).replace("PRIVATE", "EC PRIVATE"));

        assertThatThrownBy(() -> client(tls(false, Optional.of(key), Optional.empty(), Optional.empty())))
                .isInstanceOf(InvalidClientTls.class)
                .hasMessageContaining("ctl.cacert: " + key);
        assertThatThrownBy(() -> client(tls(false, Optional.empty(), Optional.of(certificate), Optional.empty())))
                .isInstanceOf(InvalidClientTls.class)
                .hasMessageContaining("ctl.keyfile: " + certificate);
        assertThatThrownBy(() -> client(tls(false, Optional.empty(), Optional.of(certificate), Optional.of(old))))
                .isInstanceOf(InvalidClientTls.class)
                .hasMessageContaining("PKCS#8");
    }

    private static ClientTls tls(
            boolean insecure, Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
        return new ClientTls(insecure, authorities, certificate, key, Optional.of("secret"));
    }

    private static MemberClient client(ClientTls tls) {
        return new MemberClient(new ClientAccess(Optional.empty(), tls));
    }

    private static RestAnswer ask(Optional<HttpsServer> server, String host, ClientTls tls) {
        int port = server.orElseThrow().getAddress().getPort();
        return client(tls).send(MemberRequest.status("https://" + host + ":" + port + "/"), ENOUGH);
    }

    private HttpsServer server(boolean wantsCertificate) throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var authorities = emptyStore();
        authorities.setCertificateEntry("member", store.getCertificate("member"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters defaults = context.getDefaultSSLParameters();
                defaults.setNeedClientAuth(wantsCertificate);
                parameters.setSSLParameters(defaults);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        return server;
    }

    private byte[] encryptedKey() throws IOException, GeneralSecurityException {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec("secret".toCharArray())));
        byte[] content = cipher.doFinal(store.getKey("member", PASSWORD).getEncoded());
        byte[] parameters = cipher.getParameters().getEncoded();
        return der(0x30, der(0x30, PBES2, parameters), der(0x04, content));
    }

    /** A tag, the length in two bytes, and the parts. */
    private static byte[] der(int tag, byte[]... parts) throws IOException {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part);
        }
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        encoded.write(0x82);
        encoded.write(content.size() >>> 8);
        encoded.write(content.size());
        encoded.write(content.toByteArray());
        return encoded.toByteArray();
    }

    private Path pem(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

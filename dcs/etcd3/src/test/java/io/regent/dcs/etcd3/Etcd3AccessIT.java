package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to etcd, and through what. */
@EnabledIf(value = "io.regent.dcs.etcd3.EtcdServer#isInstalled", disabledReason = "etcd or etcdctl is not on the PATH")
class Etcd3AccessIT {

    private static final ClusterPath PATH = new ClusterPath("service", "demo");
    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final LeaseAnswer GRANTED = new LeaseAnswer.Granted(TTL);

    @Test
    @Spec("LES-014")
    void a_user_is_logged_in_again_whenever_its_token_is_refused() {
        try (var server = EtcdServer.start();
                DcsStore store = store(Map.of("host", server.address(), "username", "root", "password", "secret"))) {
            assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);
            server.ctl("user", "add", "root:secret");
            server.ctl("user", "grant-role", "root", "root");
            server.ctl("auth", "enable");
            assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);

            server.ctl("--user", "root:secret", "role", "add", "another");
            assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);

            server.restart();
            assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);
        }
    }

    @Test
    void a_wrong_password_is_unreachable_and_is_not_repeated_in_the_reason() {
        try (var server = EtcdServer.start()) {
            server.ctl("user", "add", "root:secret");
            server.ctl("user", "grant-role", "root", "root");
            server.ctl("auth", "enable");

            try (DcsStore store = store(Map.of("host", server.address(), "username", "root", "password", "wr0ng"));
                    DcsStore stranger = store(Map.of("host", server.address()))) {
                assertThat(store.read())
                        .isInstanceOfSatisfying(
                                ReadAnswer.Unreachable.class,
                                silence -> assertThat(silence.cause())
                                        .contains("authentication failed")
                                        .doesNotContain("wr0ng"));
                assertThat(stranger.read()).isInstanceOf(ReadAnswer.Unreachable.class);
            }
        }
    }

    @Test
    void a_server_is_checked_against_the_authority_that_is_given() {
        try (var server = EtcdServer.start("--auto-tls");
                var other = EtcdServer.start("--auto-tls")) {
            Map<String, Object> unchecked = Map.of("host", server.address(), "protocol", "https");
            Map<String, Object> checked = Map.of("url", "https://" + server.address(), "cacert", certificate(server));
            Map<String, Object> foreign = Map.of("url", "https://" + server.address(), "cacert", certificate(other));

            assertThat(acquired(unchecked)).isEqualTo(GRANTED);
            assertThat(acquired(checked)).isEqualTo(GRANTED);
            assertThat(acquired(foreign)).isInstanceOf(LeaseAnswer.Unanswered.class);
        }
    }

    @Test
    void a_certificate_opens_what_is_closed_to_others(@TempDir Path folder) throws IOException {
        String certificate = folder.resolve("cert.pem").toString();
        String key = folder.resolve("key.pem").toString();
        String request =
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=regent -addext subjectAltName=IP:127.0.0.1";
        EtcdServer.output(Stream.of(request.split(" "), new String[] {"-keyout", key, "-out", certificate})
                .flatMap(Arrays::stream)
                .toList());
        Path both = Files.writeString(
                folder.resolve("both.pem"), Files.readString(Path.of(certificate)) + Files.readString(Path.of(key)));

        try (var server = EtcdServer.start(
                "--cert-file=" + certificate,
                "--key-file=" + key,
                "--client-cert-auth",
                "--trusted-ca-file=" + certificate)) {
            String url = "https://" + server.address();

            assertThat(acquired(Map.of("url", url, "cacert", certificate, "cert", certificate, "key", key)))
                    .isEqualTo(GRANTED);
            assertThat(acquired(Map.of("url", url, "cacert", certificate, "cert", both)))
                    .isEqualTo(GRANTED);
            assertThat(acquired(Map.of("url", url, "cacert", certificate))).isInstanceOf(LeaseAnswer.Unanswered.class);
        }
    }

    private static LeaseAnswer acquired(Map<String, Object> settings) {
        try (DcsStore store = store(settings)) {
            LeaseAnswer answer = store.acquire(PG_1, TTL);
            store.release(PG_1);
            return answer;
        }
    }

    private static Path certificate(EtcdServer server) {
        return server.folder().resolve("data/fixtures/client/cert.pem");
    }

    private static DcsStore store(Map<String, Object> settings) {
        DcsStore store = new Etcd3Backend().open(settings, PATH);
        store.deadline(Duration.ofSeconds(3));
        return store;
    }
}

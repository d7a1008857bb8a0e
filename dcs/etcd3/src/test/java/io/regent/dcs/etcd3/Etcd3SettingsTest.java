package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsBackend;
import io.regent.dcs.InvalidDcsSettings;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Etcd3SettingsTest {

    @Test
    void the_backend_is_found_by_the_name_of_its_section() {
        assertThat(ServiceLoader.load(DcsBackend.class))
                .map(DcsBackend::section)
                .contains("etcd3");
    }

    @Test
    void an_unreachable_store_is_no_error_when_it_is_opened() {
        new Etcd3Backend()
                .open(Map.of("host", "127.0.0.1:1"), new ClusterPath("service", "demo"))
                .close();
    }

    @Test
    void hosts_are_a_list_or_a_text_with_commas() {
        List<Endpoint> both = List.of(new Endpoint("10.0.0.1", 2379), new Endpoint("fd00::2", 2381));

        assertThat(endpoints(Map.of("hosts", List.of("10.0.0.1:2379", "[fd00::2]:2381"))))
                .isEqualTo(both);
        assertThat(endpoints(Map.of("hosts", "10.0.0.1:2379, [fd00::2]:2381 ,10.0.0.1")))
                .isEqualTo(both);
    }

    @Test
    void a_single_endpoint_is_a_host_or_a_url() {
        assertThat(endpoints(Map.of("host", "etcd-1:2380"))).containsExactly(new Endpoint("etcd-1", 2380));
        assertThat(endpoints(Map.of("host", "etcd-1"))).containsExactly(new Endpoint("etcd-1", 2379));
        assertThat(endpoints(Map.of("url", "http://etcd-1:2380"))).containsExactly(new Endpoint("etcd-1", 2380));
        assertThat(endpoints(Map.of("url", "http://[fd00::2]:2380"))).containsExactly(new Endpoint("fd00::2", 2380));
    }

    @Test
    void a_url_says_whether_tls_is_spoken_and_who_we_are() {
        Etcd3Settings settings = Etcd3Settings.parse(Map.of("url", "https://agent:s%40cret@etcd-1:2379"));

        assertThat(settings.tls()).contains(new Tls(Optional.empty(), Optional.empty()));
        assertThat(settings.credentials()).contains(new Credentials("agent", "s@cret"));
        assertThat(settings.toString()).doesNotContain("s@cret");
    }

    @Test
    void tls_has_an_authority_and_an_identity_whose_key_may_be_in_the_same_file() {
        var both = new File("/etc/both.pem");

        assertThat(Etcd3Settings.parse(Map.of(
                                "host", "a", "protocol", "https", "cacert", "/etc/ca.pem", "cert", "/etc/both.pem"))
                        .tls())
                .contains(new Tls(Optional.of(new File("/etc/ca.pem")), Optional.of(new Tls.Identity(both, both))));
        assertThat(Etcd3Settings.parse(Map.of("host", "a")).tls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv", "srv_suffix", "proxy"})
    void what_is_not_supported_yet_is_named(String setting) {
        assertThatThrownBy(() -> Etcd3Settings.parse(Map.of("host", "a", setting, "x")))
                .isInstanceOf(InvalidDcsSettings.class)
                .hasMessageContainingAll("etcd3." + setting, "not supported yet", "etcd3.hosts");
    }

    @Test
    void settings_that_nobody_can_work_with_are_refused_by_name() {
        assertRefused(Map.of(), "etcd3:");
        assertRefused(Map.of("host", "http://a:2379"), "etcd3.host:");
        assertRefused(Map.of("host", "a:0"), "etcd3.host:");
        assertRefused(Map.of("hosts", List.of("a:99999")), "etcd3.hosts:");
        assertRefused(Map.of("url", "etcd-1:2379"), "etcd3.url:");
        assertRefused(Map.of("host", "a", "protocol", "ftp"), "etcd3.protocol:");
        assertRefused(Map.of("host", "a", "username", "u"), "etcd3.password:");
        assertRefused(Map.of("host", "a", "key", "/etc/key.pem"), "etcd3.key:");
    }

    @Test
    void a_certificate_that_cannot_be_read_is_refused_when_the_store_is_opened() {
        Map<String, Object> settings = Map.of("host", "a", "protocol", "https", "cacert", "/nowhere/ca.pem");

        assertThatThrownBy(() -> new Etcd3Backend().open(settings, new ClusterPath("service", "demo")))
                .isInstanceOf(InvalidDcsSettings.class)
                .hasMessageContainingAll("etcd3.cacert", "/nowhere/ca.pem");
    }

    private static void assertRefused(Map<String, Object> section, String name) {
        assertThatThrownBy(() -> Etcd3Settings.parse(section))
                .isInstanceOf(InvalidDcsSettings.class)
                .hasMessageStartingWith(name);
    }

    private static List<Endpoint> endpoints(Map<String, Object> section) {
        return Etcd3Settings.parse(section).endpoints();
    }
}

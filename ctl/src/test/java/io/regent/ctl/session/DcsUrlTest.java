package io.regent.ctl.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DcsUrlTest {

    @Spec("CTL-007")
    @ParameterizedTest
    @CsvSource({
        "'', etcd, localhost, 2379,",
        "localhost, etcd, localhost, 2379,",
        "10.0.0.1, etcd, 10.0.0.1, 2379,",
        ":2379, etcd, localhost, 2379,",
        ":2181, zookeeper, localhost, 2181,",
        ":8500, consul, localhost, 8500,",
        ":8181, exhibitor, localhost, 8181,",
        ":9999, etcd, localhost, 9999,",
        "etcd3://, etcd3, localhost, 2379,",
        "etcd3://h, etcd3, h, 2379,",
        "consul://h, consul, h, 8500,",
        "etcd3://h:1/ns, etcd3, h, 1, /ns",
        "etcd3://h:1//a/b/, etcd3, h, 1, /a/b",
        "etcd3://h:1/, etcd3, h, 1,",
        "etcd3://[::1]:2, etcd3, ::1, 2,"
    })
    void what_is_missing_is_filled_in(String url, String section, String host, int port, String namespace) {
        assertThat(DcsUrl.of(url)).isEqualTo(new DcsUrl(section, host, port, Optional.ofNullable(namespace)));
    }

    @Spec("CTL-007")
    @ParameterizedTest
    @ValueSource(strings = {"bogus://x", "raft://x:1", "kubernetes://x", "a b://", "etcd3://h:p"})
    void other_stores_are_refused(String url) {
        assertThatThrownBy(() -> DcsUrl.of(url)).isInstanceOf(Refusal.class);
    }

    @Test
    void the_section_of_each_store_has_its_own_words() {
        assertThat(DcsUrl.of("etcd3://[::1]:2").settings()).isEqualTo(Map.of("host", "[::1]:2"));
        assertThat(DcsUrl.of("zookeeper://h").settings()).isEqualTo(Map.of("hosts", List.of("h:2181")));
        assertThat(DcsUrl.of("exhibitor://h").settings()).isEqualTo(Map.of("hosts", List.of("h"), "port", 8181));
    }
}

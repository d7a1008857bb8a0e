package io.regent.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Spec("CFG-200")
class AddressTest {

    private static final OptionalInt DEFAULT_PORT = OptionalInt.of(5432);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 5432",
        "127.0.0.1:5400, 127.0.0.1, 5400",
        "[fe80::1]:5400, fe80::1, 5400",
        "[fe80::1], fe80::1, 5432",
        "0:0:0:0:0:0:0:0:5400, 0:0:0:0:0:0:0:0, 5400",
        "*:5400, *, 5400",
    })
    void the_last_colon_splits_host_and_port(String text, String host, int port) {
        assertThat(HostAndPort.parse(text, DEFAULT_PORT)).contains(new HostAndPort(host, port));
    }

    @Test
    void hosts_in_a_list_share_the_port() {
        String text = "127.0.0.1,www.mydomain.com,[fe80:0:0:0:213:72ff:fe3c:21bf], 0:0:0:0:0:0:0:0:5400";

        assertThat(ListenAddress.parse(text, DEFAULT_PORT))
                .contains(new ListenAddress(
                        List.of("127.0.0.1", "www.mydomain.com", "fe80:0:0:0:213:72ff:fe3c:21bf", "0:0:0:0:0:0:0:0"),
                        5400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":5432", "host:", "host:port", "host:0", "host:65536", "one,,two:1"})
    void without_a_host_or_with_a_bad_port_it_is_no_address(String text) {
        assertThat(ListenAddress.parse(text, DEFAULT_PORT)).isEmpty();
    }

    @Test
    void without_a_default_the_port_must_be_given() {
        assertThat(HostAndPort.parse("127.0.0.1", OptionalInt.empty())).isEmpty();
    }

    @Test
    void an_ipv6_address_is_written_in_brackets() {
        assertThat(new HostAndPort("fe80::1", 8008)).hasToString("[fe80::1]:8008");
        assertThat(new ListenAddress(List.of("::1", "*"), 1)).hasToString("[::1],*:1");
    }
}

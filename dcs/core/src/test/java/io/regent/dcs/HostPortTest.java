package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The address of a server. */
class HostPortTest {

    @Test
    void the_address_is_read_from_a_url() {
        assertThat(HostPort.ofUrl("postgres://10.0.0.1:5433/postgres")).contains(new HostPort("10.0.0.1", 5433));
        assertThat(HostPort.ofUrl("http://pg-1:8008/patroni")).contains(new HostPort("pg-1", 8008));
    }

    @Test
    void without_a_port_it_is_the_one_of_postgresql() {
        assertThat(HostPort.ofUrl("postgres://pg-1/postgres")).contains(new HostPort("pg-1", 5432));
        assertThat(HostPort.ofUrl("postgres://pg-1")).contains(new HostPort("pg-1", 5432));
    }

    @Test
    void an_ipv6_address_loses_its_brackets() {
        assertThat(HostPort.ofUrl("postgres://[fe80::1]:5433/postgres")).contains(new HostPort("fe80::1", 5433));
    }

    @Test
    void credentials_are_no_part_of_the_address() {
        assertThat(HostPort.ofUrl("postgres://user:secret@pg-1:5433/postgres?a=b"))
                .contains(new HostPort("pg-1", 5433));
    }

    @Test
    void a_text_that_is_no_url_has_no_address() {
        assertThat(HostPort.ofUrl("pg-1:5432")).isEmpty();
        assertThat(HostPort.ofUrl("")).isEmpty();
        assertThat(HostPort.ofUrl("postgres://:5432/")).isEmpty();
        assertThat(HostPort.ofUrl("postgres://pg-1:123456/")).isEmpty();
    }

    @Test
    void a_port_that_cannot_be_one_is_no_address() {
        assertThat(HostPort.ofUrl("postgres://pg-1:0/")).isEmpty();
        assertThat(HostPort.ofUrl("postgres://pg-1:65536/")).isEmpty();
    }
}

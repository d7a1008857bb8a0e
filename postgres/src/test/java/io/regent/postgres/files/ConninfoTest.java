package io.regent.postgres.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.Credentials;
import io.regent.postgres.SampleSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.Upstream.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ConninfoTest {

    @Property
    void what_is_written_is_read_back(@ForAll @StringLength(max = 12) String value) {
        var words = Conninfo.empty().with("host", "h").with("password", value).with("port", "1");

        assertThat(Conninfo.parse(words.toString())).contains(words);
    }

    @Test
    void spaces_around_the_equals_sign_and_escapes_are_read() {
        assertThat(Conninfo.parse(" host = 'a b'  user=o\\'neill  dbname='' ").map(Conninfo::words))
                .contains(Map.of("host", "a b", "user", "o'neill", "dbname", ""));
    }

    @Test
    void what_is_no_connection_string_is_refused() {
        assertThat(Conninfo.parse("host")).isEmpty();
        assertThat(Conninfo.parse("host='a")).isEmpty();
    }

    @Test
    void a_standby_calls_itself_by_its_name_and_shows_no_password() {
        var upstream = new Upstream("pg-2", "10.0.0.2", 5432, Optional.empty());

        assertThat(ConnectionWords.primaryConninfo(upstream, SampleSettings.with(Map.of()), 15))
                .hasToString(
                        "user=replicator host=10.0.0.2 port=5432 sslmode=prefer application_name=pg-1 passfile=/data/pgpass");
    }

    @Test
    void a_standby_that_may_synchronize_slots_by_itself_is_told_a_database() {
        var upstream = new Upstream("pg-2", "10.0.0.2", 5432, Optional.empty());

        assertThat(ConnectionWords.primaryConninfo(upstream, SampleSettings.with(Map.of()), 17)
                        .words())
                .containsEntry("dbname", "postgres");
        assertThat(ConnectionWords.primaryConninfo(upstream, SampleSettings.with(Map.of()), 16)
                        .words())
                .doesNotContainKey("dbname");
    }

    @Test
    @Spec({"CFG-030", "HA-153"})
    void among_several_servers_the_one_that_accepts_writes_is_meant() {
        var several = new Upstream(
                "remote", List.of(new Address("10.0.0.2", 5432), new Address("10.0.0.3", 5433)), Optional.empty());
        var single = new Upstream("remote", "10.0.0.2", 5432, Optional.empty());
        Credentials role = SampleSettings.with(Map.of()).authentication().replication();

        assertThat(ConnectionWords.to(several, role, 15).words())
                .containsEntry("host", "10.0.0.2,10.0.0.3")
                .containsEntry("port", "5432,5433")
                .containsEntry("target_session_attrs", "read-write");
        assertThat(ConnectionWords.to(single, role, 15).words()).doesNotContainKey("target_session_attrs");
        assertThat(PasswordFile.text(several, List.of(role)).orElseThrow().lines())
                .allMatch(line -> line.endsWith(":*:replicator:se\\:cr\\\\et"))
                .map(line -> line.substring(0, 13))
                .containsExactly("10.0.0.2:5432", "10.0.0.3:5433");
    }

    @Test
    void one_port_stands_for_all_hosts() {
        var several = new Upstream("remote", List.of(new Address("a", 5433), new Address("b", 5433)), Optional.empty());

        assertThat(ConnectionWords.to(several, new Credentials(Optional.empty(), Optional.empty(), Map.of()), 15))
                .hasToString("host=a,b port=5433 target_session_attrs=read-write");
    }

    @Test
    void words_that_the_local_libpq_does_not_know_are_left_out() {
        var credentials = new Credentials(
                Optional.of("u"), Optional.empty(), Map.of("sslnegotiation", "direct", "sslmode", "require"));
        var upstream = new Upstream("pg-2", "h", 1, Optional.empty());

        assertThat(ConnectionWords.to(upstream, credentials, 16).words()).doesNotContainKey("sslnegotiation");
        assertThat(ConnectionWords.to(upstream, credentials, 17).words()).containsEntry("sslnegotiation", "direct");
    }
}

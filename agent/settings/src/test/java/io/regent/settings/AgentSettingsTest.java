package io.regent.settings;

import static io.regent.settings.Given.loaded;
import static io.regent.settings.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.settings.RestApiSettings.ServerTokens;
import io.regent.settings.values.HostAndPort;
import io.regent.settings.values.ListenAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {

    @Test
    void defaults() {
        AgentSettings settings = settings("");

        assertThat(settings.name()).isEqualTo(new MemberName("node-1"));
        assertThat(settings.path()).isEqualTo(new ClusterPath("/service", "demo"));
        assertThat(settings.restapi())
                .isEqualTo(new RestApiSettings(
                        new HostAndPort("*", 8008),
                        new HostAndPort("10.0.0.11", 8008),
                        Optional.empty(),
                        Map.of(),
                        5,
                        ServerTokens.ORIGINAL,
                        Optional.empty()));
        var nobody = new Credentials(Optional.empty(), Optional.empty(), Map.of());
        assertThat(settings.postgresql())
                .isEqualTo(new PostgresqlSettings(
                        new ListenAddress(List.of("*"), 5432),
                        new HostAndPort("10.0.0.11", 5432),
                        Optional.empty(),
                        Path.of("/data/demo"),
                        Path.of("/data/demo"),
                        Optional.empty(),
                        Map.of(),
                        Path.of("/data/demo.pgpass"),
                        "postgres",
                        new Authentication(nobody, nobody, Optional.empty()),
                        Map.of()));
        assertThat(settings.bootstrap())
                .isEqualTo(new BootstrapSettings(
                        DynamicConfig.EMPTY, List.of(), Optional.empty(), Optional.empty(), List.of()));
        assertThat(settings.tags()).isEqualTo(Tags.NONE);
        assertThat(settings.ctl())
                .isEqualTo(new CtlSettings(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(settings.log())
                .isEqualTo(new LogSettings(LogSettings.Level.INFO, Optional.empty(), 4, 25_000_000, Map.of()));
        assertThat(settings.watchdog())
                .isEqualTo(new WatchdogSettings(
                        WatchdogSettings.Mode.AUTOMATIC,
                        Path.of("/dev/watchdog"),
                        WatchdogSettings.Driver.DEFAULT,
                        Optional.of(Duration.ofSeconds(5))));
        assertThat(settings.regent()).isEqualTo(new HostSettings(true, Optional.empty()));
        assertThat(settings.unsupported()).isEmpty();
        assertThat(loaded("").warnings()).isEmpty();
    }

    @Test
    @Spec({"CFG-041", "CFG-092"})
    void every_key_of_the_node_is_mapped() {
        PostgresqlSettings postgresql = settings("""
                namespace: db/clusters/
                postgresql:
                  listen: 127.0.0.1,::1:6432
                  connect_address: '[fe80::1]:6432'
                  proxy_address: 10.0.0.11:6433
                  data_dir: /data/demo/
                  config_dir: /etc/demo
                  bin_dir: /usr/lib/postgresql/15/bin
                  bin_name: {pgcontroldata: my_controldata, pg_ctl: my_ctl}
                  pgpass: /run/pgpass
                  database: admin
                """).postgresql();

        assertThat(settings("namespace: db/clusters/").path().prefix()).isEqualTo("/db/clusters/demo/");
        assertThat(postgresql.listen()).isEqualTo(new ListenAddress(List.of("127.0.0.1", "::1"), 6432));
        assertThat(postgresql.connectAddress()).isEqualTo(new HostAndPort("fe80::1", 6432));
        assertThat(postgresql.proxyAddress()).contains(new HostAndPort("10.0.0.11", 6433));
        assertThat(postgresql.dataDir()).isEqualTo(Path.of("/data/demo"));
        assertThat(postgresql.configDir()).isEqualTo(Path.of("/etc/demo"));
        assertThat(postgresql.program("pg_ctl")).isEqualTo("/usr/lib/postgresql/15/bin/my_ctl");
        assertThat(postgresql.program("pg_controldata")).isEqualTo("/usr/lib/postgresql/15/bin/my_controldata");
        assertThat(settings("postgresql: {bin_dir: ''}").postgresql().program("initdb"))
                .isEqualTo("initdb");
        assertThat(postgresql.pgpass()).isEqualTo(Path.of("/run/pgpass"));
        assertThat(postgresql.database()).isEqualTo("admin");
        assertThat(postgresql.overrides()).isEmpty();
    }

    @Test
    @Spec("CFG-090")
    void a_listen_address_has_several_hosts_and_the_usual_port() {
        assertThat(settings("postgresql: {listen: '127.0.0.1,127.0.0.2'}")
                        .postgresql()
                        .listen())
                .isEqualTo(new ListenAddress(List.of("127.0.0.1", "127.0.0.2"), 5432));
    }

    @Test
    void credentials_are_taken_over_unchanged_and_never_shown() {
        AgentSettings settings = settings("""
                etcd3: {password: secret-1}
                restapi: {authentication: {username: admin, password: secret-2}}
                ctl: {keyfile_password: secret-3}
                bootstrap: {dcs: {postgresql: {parameters: {primary_conninfo: password=secret-8}}}}
                postgresql:
                  parameters: {primary_conninfo: password=secret-4}
                  recovery_conf: {restore_command: fetch --key=secret-7}
                  authentication:
                    superuser: {username: root, password: secret-5, sslmode: verify-full, sslpassword: secret-6}
                    replication: {username: repl, password: 777111}
                    rewind: {username: rewind, sslnegotiation: direct}
                """);

        Authentication authentication = settings.postgresql().authentication();
        assertThat(authentication.superuser())
                .isEqualTo(new Credentials(
                        Optional.of("root"),
                        Optional.of("secret-5"),
                        Map.of("sslmode", "verify-full", "sslpassword", "secret-6")));
        assertThat(authentication.replication().password()).contains("777111");
        assertThat(authentication.forRewind().options()).isEqualTo(Map.of("sslnegotiation", "direct"));
        assertThat(settings.toString()).doesNotContain("secret", "777111");
        assertThat(ClusterSettings.effective(settings.bootstrap().dcs(), settings.postgresql())
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void the_superuser_rewinds_unless_there_is_a_user_for_it() {
        Authentication authentication = settings("postgresql: {authentication: {superuser: {username: root}}}")
                .postgresql()
                .authentication();

        assertThat(authentication.forRewind().username()).contains("root");
    }

    @Test
    void every_key_of_the_rest_api_is_mapped() {
        RestApiSettings restapi = settings("""
                restapi:
                  listen: '[::1]:18008'
                  connect_address: 'db1.example.com:18008'
                  authentication: {username: admin, password: secret}
                  http_extra_headers: {X-Frame-Options: SAMEORIGIN}
                  request_queue_size: 17
                  server_tokens: ProductOnly
                  cafile: /ca.pem
                """).restapi();

        assertThat(restapi)
                .isEqualTo(new RestApiSettings(
                        new HostAndPort("::1", 18008),
                        new HostAndPort("db1.example.com", 18008),
                        Optional.of(new BasicCredentials("admin", "secret")),
                        Map.of("X-Frame-Options", "SAMEORIGIN"),
                        17,
                        ServerTokens.PRODUCTONLY,
                        Optional.of("/ca.pem")));
    }

    @Test
    @Spec({"CFG-114", "CTL-009"})
    void access_of_ctl_falls_back_to_the_rest_api_except_for_the_client_certificate() {
        String restapi = "restapi: {authentication: {username: r, password: p}, cafile: /r.pem, certfile: /cert.pem}\n";

        assertThat(settings(restapi).ctl())
                .isEqualTo(new CtlSettings(
                        Optional.of(new BasicCredentials("r", "p")),
                        false,
                        Optional.of("/r.pem"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(settings(restapi + """
                ctl:
                  authentication: {username: c, password: q}
                  insecure: on
                  cacert: /c.pem
                  certfile: /c.crt
                  keyfile: /c.key
                  keyfile_password: k
                """).ctl())
                .isEqualTo(new CtlSettings(
                        Optional.of(new BasicCredentials("c", "q")),
                        true,
                        Optional.of("/c.pem"),
                        Optional.of("/c.crt"),
                        Optional.of("/c.key"),
                        Optional.of("k")));
    }

    @Test
    void every_key_of_log_is_mapped() {
        assertThat(settings(
                                "log: {level: debug, dir: /logs, file_num: 7, file_size: 1MB, loggers: {patroni.ha: WARNING}}")
                        .log())
                .isEqualTo(new LogSettings(
                        LogSettings.Level.DEBUG,
                        Optional.of("/logs"),
                        7,
                        1_048_576,
                        Map.of("patroni.ha", LogSettings.Level.WARNING)));
    }

    @Test
    void the_section_of_this_product_is_mapped() {
        assertThat(settings("regent: {supervisor: off, runtime_dir: /run/regent}")
                        .regent())
                .isEqualTo(new HostSettings(false, Optional.of(Path.of("/run/regent"))));
    }

    @Test
    void bootstrap_is_mapped_without_keys_that_have_no_value() {
        BootstrapSettings bootstrap = settings("""
                bootstrap:
                  dcs: {ttl: 40, postgresql: {parameters: }}
                  initdb: [data-checksums, encoding: UTF8]
                  pg_hba: [local all all peer]
                """).bootstrap();

        assertThat(bootstrap.dcs().document()).isEqualTo(Map.of("ttl", 40, "postgresql", Map.of()));
        assertThat(bootstrap.initdbOptions()).containsExactly("--data-checksums", "--encoding=UTF8");
        assertThat(bootstrap.pgHba()).containsExactly("local all all peer");
    }

    @Test
    @Spec("CFG-058")
    void users_of_bootstrap_are_ignored_with_a_warning() {
        assertThat(loaded("bootstrap: {users: {admin: {password: secret}}}").warnings())
                .singleElement()
                .asString()
                .contains("bootstrap.users: is ignored")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "'{nofailover: true, failover_priority: 5}', true, 1",
        "'{nofailover: false, failover_priority: 0}', false, 1",
        "'{failover_priority: 0}', true, 0",
        "'{failover_priority: 7}', false, 0",
        "'{nofailover: true, failover_priority: -1}', true, 0",
        "'{}', false, 0"
    })
    @Spec("HA-188")
    void nofailover_wins_over_a_contradicting_priority(String tags, boolean nofailover, int warnings) {
        Checked<AgentSettings> settings = loaded("tags: " + tags);

        assertThat(settings.value().tags().nofailover()).isEqualTo(nofailover);
        assertThat(settings.warnings()).hasSize(warnings);
    }

    @Test
    @Spec("HA-188")
    void nosync_wins_over_a_contradicting_priority() {
        Checked<AgentSettings> settings = loaded("tags: {nosync: true, sync_priority: 5}");

        assertThat(settings.value().tags().nosync()).isTrue();
        assertThat(settings.warnings()).containsExactly("tags.sync_priority: contradicts nosync, which wins.");
    }

    @Test
    void custom_tags_keep_their_type_and_order() {
        assertThat(settings("tags: {key1: true, key3: 1.4, key4: text}").tags().values())
                .hasToString("{key1=true, key3=1.4, key4=text}")
                .containsEntry("key3", 1.4);
    }

    @Test
    @Spec("CFG-149")
    void what_only_the_dynamic_document_may_set_has_no_effect_in_the_file() {
        assertThat(loaded("{ttl: 60, postgresql: {use_slots: off, parameters: {Max_Connections: 7}}}")
                        .warnings())
                .containsExactly(
                        "postgresql.use_slots: has no effect here, only in the dynamic configuration.",
                        "postgresql.parameters.Max_Connections: has no effect here, only in the dynamic configuration.",
                        "ttl: has no effect here, only in the dynamic configuration.");
        assertThat(Given.inForce("", "{ttl: 60, postgresql: {use_slots: off}}").timing())
                .isEqualTo(LeaseTiming.DEFAULT);
        assertThat(Given.inForce("", "postgresql: {use_slots: off}").server().useSlots())
                .isTrue();
    }

    @Test
    void an_unknown_key_is_named_with_the_nearest_known_one() {
        assertThat(loaded("{postgresql: {data_dirr: /x}, restapi: {listne: 1}, zzz: 1}")
                        .warnings())
                .containsExactly(
                        "restapi.listne: is unknown and has no effect. Did you mean listen?",
                        "postgresql.data_dirr: is unknown and has no effect. Did you mean data_dir?",
                        "zzz: is unknown and has no effect.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "scope",
                "etcd3",
                "restapi.listen",
                "restapi.connect_address",
                "postgresql.listen",
                "postgresql.connect_address",
                "postgresql.data_dir",
                "postgresql.authentication.superuser",
                "postgresql.authentication.replication"
            })
    @Spec("CFG-186")
    void what_is_required_must_be_there(String setting) {
        String missing = setting.replace(".", ": {") + ": " + "}".repeat(setting.split("\\.", -1).length - 1);

        assertThatThrownBy(() -> loaded(missing))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(setting.equals("etcd3") ? "DCS section: is missing" : setting + ": is missing");
    }

    @Test
    void a_second_store_is_refused() {
        assertThatThrownBy(() -> loaded("consul: {host: 'c:8500'}"))
                .hasMessageContaining("DCS section: etcd3 and consul are given, only one of etcd, etcd3, consul");
    }

    @Test
    @Spec("CFG-187")
    void all_faults_are_told_together_with_value_and_what_is_allowed() {
        assertThatThrownBy(() -> loaded("""
                restapi: {listen: nowhere, request_queue_size: true, server_tokens: none}
                postgresql:
                  listen: a:b
                  use_unix_socket: maybe
                  pg_ctl_timeout: 1kB
                  pg_hba: one line
                  parameters: [a]
                  authentication: {superuser: {password: {a: b}}}
                log: {level: LOUD}
                tags: none
                bootstrap: {dcs: {ttl: soon}}
                """))
                .hasMessageContaining("restapi.listen: 'nowhere' is not allowed, it must be host:port")
                .hasMessageContaining(
                        "restapi.request_queue_size: 'true' is not allowed, it must be a whole number from 0 to 4096")
                .hasMessageContaining(
                        "restapi.server_tokens: 'none' is not allowed, it must be one of original, minimal, productonly")
                .hasMessageContaining("postgresql.listen: 'a:b' is not allowed, it must be host:port or host,host:port")
                .hasMessageContaining("postgresql.use_unix_socket: 'maybe' is not allowed, it must be a boolean")
                .hasMessageContaining(
                        "postgresql.pg_ctl_timeout: '1kB' is not allowed, it must be a whole number of seconds")
                .hasMessageContaining("postgresql.pg_hba: 'one line' is not allowed, it must be a list of lines")
                .hasMessageContaining("postgresql.parameters: a list is not allowed, it must be a map")
                .hasMessageContaining("superuser.password: the value (not shown) is not allowed")
                .hasMessageContaining("log.level: 'LOUD' is not allowed, it must be one of critical, error,")
                .hasMessageContaining("tags: 'none' is not allowed, it must be a map")
                .hasMessageContaining("bootstrap.dcs.ttl: 'soon' is not allowed");
    }
}

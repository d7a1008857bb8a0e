package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "PATRONI_NAME, name",
        "PATRONI_SCOPE, scope",
        "PATRONI_NAMESPACE, namespace",
        "PATRONI_THREAD_POOL_SIZE, thread_pool_size",
        "PATRONI_THREAD_STACK_SIZE, thread_stack_size",
        "PATRONI_CITUS_GROUP, citus.group",
        "PATRONI_CITUS_DATABASE, citus.database",
        "PATRONI_SUPERUSER_USERNAME, postgresql.authentication.superuser.username",
        "PATRONI_REPLICATION_SSLMODE, postgresql.authentication.replication.sslmode",
        "PATRONI_REWIND_CHANNEL_BINDING, postgresql.authentication.rewind.channel_binding",
        "PATRONI_RESTAPI_USERNAME, restapi.authentication.username",
        "PATRONI_RESTAPI_CAFILE, restapi.cafile",
        "PATRONI_CTL_PASSWORD, ctl.authentication.password",
        "PATRONI_CTL_KEYFILE_PASSWORD, ctl.keyfile_password",
        "PATRONI_POSTGRESQL_DATA_DIR, postgresql.data_dir",
        "PATRONI_POSTGRESQL_BIN_DIR, postgresql.bin_dir",
        "PATRONI_POSTGRESQL_BIN_PG_CTL, postgresql.bin_name.pg_ctl",
        "PATRONI_POSTGRESQL_BIN_IS_READY, postgresql.bin_name.pg_isready",
        "PATRONI_POSTGRESQL_BIN_PG_ISREADY, postgresql.bin_name.pg_isready",
        "PATRONI_ETCD_PROXY, etcd.proxy",
        "PATRONI_ETCD3_SRV_SUFFIX, etcd3.srv_suffix",
        "PATRONI_KUBERNETES_POD_IP, kubernetes.pod_ip",
        "PATRONI_RAFT_SELF_ADDR, raft.self_addr",
        "PATRONI_LOG_TRACEBACK_LEVEL, log.traceback_level",
    })
    @Spec({"CFG-130", "CFG-132"})
    void a_variable_stands_for_a_setting(String variable, String path) {
        Map<String, Object> expected = Map.of(path.substring(path.lastIndexOf('.') + 1), "x");
        for (String section : List.of(path.split("\\.", -1)).reversed().subList(1, path.split("\\.", -1).length)) {
            expected = Map.of(section, expected);
        }

        assertThat(document(variable, "x")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUPERUSER", "REPLICATION", "REWIND"})
    @Spec("CFG-140")
    void each_role_has_all_variables(String role) {
        assertThat(namesWith("PATRONI_" + role + "_"))
                .containsExactlyInAnyOrder(
                        "USERNAME",
                        "PASSWORD",
                        "SSLMODE",
                        "SSLKEY",
                        "SSLPASSWORD",
                        "SSLCERT",
                        "SSLROOTCERT",
                        "SSLCRL",
                        "SSLCRLDIR",
                        "GSSENCMODE",
                        "CHANNEL_BINDING",
                        "SSLNEGOTIATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETCD", "ETCD3"})
    @Spec("CFG-135")
    void both_kinds_of_etcd_have_all_variables(String store) {
        assertThat(namesWith("PATRONI_" + store + "_"))
                .containsExactlyInAnyOrder(
                        "PROXY",
                        "URL",
                        "HOSTS",
                        "USE_PROXIES",
                        "PROTOCOL",
                        "HOST",
                        "SRV",
                        "SRV_SUFFIX",
                        "USERNAME",
                        "PASSWORD",
                        "CACERT",
                        "CERT",
                        "KEY");
    }

    @Test
    @Spec("CFG-139")
    void postgresql_has_all_variables() {
        assertThat(namesWith("PATRONI_POSTGRESQL_"))
                .containsExactlyInAnyOrder(
                        "LISTEN",
                        "CONNECT_ADDRESS",
                        "PROXY_ADDRESS",
                        "DATA_DIR",
                        "CONFIG_DIR",
                        "BIN_DIR",
                        "PGPASS",
                        "BIN_PG_CTL",
                        "BIN_INITDB",
                        "BIN_PG_CONTROLDATA",
                        "BIN_PG_BASEBACKUP",
                        "BIN_POSTGRES",
                        "BIN_IS_READY",
                        "BIN_PG_ISREADY",
                        "BIN_PG_REWIND");
    }

    @Test
    @Spec({"CFG-141", "CFG-142"})
    void the_rest_api_and_its_clients_have_all_variables() {
        assertThat(namesWith("PATRONI_RESTAPI_"))
                .containsExactlyInAnyOrder(
                        "CONNECT_ADDRESS",
                        "LISTEN",
                        "USERNAME",
                        "PASSWORD",
                        "CERTFILE",
                        "KEYFILE",
                        "KEYFILE_PASSWORD",
                        "CAFILE",
                        "CIPHERS",
                        "VERIFY_CLIENT",
                        "ALLOWLIST",
                        "ALLOWLIST_INCLUDE_MEMBERS",
                        "HTTP_EXTRA_HEADERS",
                        "HTTPS_EXTRA_HEADERS",
                        "REQUEST_QUEUE_SIZE",
                        "THREAD_POOL_SIZE",
                        "SERVER_TOKENS");
        assertThat(namesWith("PATRONI_CTL_"))
                .containsExactlyInAnyOrder(
                        "USERNAME", "PASSWORD", "INSECURE", "CACERT", "CERTFILE", "KEYFILE", "KEYFILE_PASSWORD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATRONI_ETCD3_HOSTS|'h1:2379','h2:2379'|{etcd3={hosts=[h1:2379, h2:2379]}}",
                "PATRONI_ETCD3_HOSTS|h1:2379, \"[::1]:2379\"|{etcd3={hosts=[h1:2379, [::1]:2379]}}",
                "PATRONI_ETCD3_HOSTS|[h1, h2]|{etcd3={hosts=[h1, h2]}}",
                "PATRONI_ETCD3_USE_PROXIES|off|{etcd3={use_proxies=false}}",
                "PATRONI_KUBERNETES_USE_ENDPOINTS|false|{kubernetes={use_endpoints=false}}",
                "PATRONI_KUBERNETES_PORTS|[{\"name\": \"postgresql\", \"port\": 5432}]"
                        + "|{kubernetes={ports=[{name=postgresql, port=5432}]}}",
                "PATRONI_RETRIABLE_HTTP_CODES|[500, 503]|{kubernetes={retriable_http_codes=[500, 503]}}",
                "PATRONI_LOG_LOGGERS|{patroni.postmaster: WARNING, urllib3: DEBUG}"
                        + "|{log={loggers={patroni.postmaster=WARNING, urllib3=DEBUG}}}",
                "PATRONI_LOG_FILE_SIZE|0x10|{log={file_size=16}}",
                "PATRONI_SUPERUSER_PASSWORD|0123|{postgresql={authentication={superuser={password=0123}}}}",
            })
    @Spec("CFG-131")
    void text_is_read_as_the_type_of_the_setting(String variable, String text, String expected) {
        assertThat(document(variable, text)).hasToString(expected);
    }

    @Test
    @Spec("CFG-145")
    void other_variables_are_ignored() {
        Map<String, String> environment =
                Map.of("PATRONI_TTL", "60", "PATRONI_TAGS", "{a: b}", "PATRONI_WATCHDOG_MODE", "off");

        assertThat(Configuration.ofEnvironment(environment).value().document()).isEmpty();
    }

    private static Stream<String> namesWith(String prefix) {
        return EnvironmentVariables.ALL.stream()
                .map(EnvironmentVariable::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()));
    }

    private static Map<String, Object> document(String variable, String text) {
        return Configuration.ofEnvironment(Map.of(variable, text)).value().document();
    }
}

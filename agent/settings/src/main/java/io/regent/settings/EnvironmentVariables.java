package io.regent.settings;

import io.regent.settings.EnvironmentVariable.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The variables of the environment that stand for settings; others are ignored (CFG-145). */
final class EnvironmentVariables {

    /** Of two for one setting the later one counts. */
    static final List<EnvironmentVariable> ALL = all();

    private EnvironmentVariables() {}

    private static List<EnvironmentVariable> all() {
        List<EnvironmentVariable> table = new ArrayList<>();
        new Group(table, "")
                .texts("name", "namespace", "scope", "thread_stack_size")
                .numbers("thread_pool_size");
        new Group(table, "LOG_", "log")
                .texts("level", "traceback_level", "format", "dateformat", "dir", "type", "mode")
                .numbers("max_queue_size", "file_num", "file_size")
                .maps("loggers", "static_fields")
                .flags("deduplicate_heartbeat_logs");
        new Group(table, "CITUS_", "citus").numbers("group").texts("database");
        postgresql(table);
        new Group(table, "RESTAPI_", "restapi")
                .texts("connect_address", "listen", "certfile", "keyfile", "keyfile_password", "cafile", "ciphers")
                .texts("verify_client", "server_tokens")
                .lists("allowlist")
                .flags("allowlist_include_members")
                .maps("http_extra_headers", "https_extra_headers")
                .numbers("request_queue_size", "thread_pool_size");
        new Group(table, "RESTAPI_", "restapi", "authentication").texts("username", "password");
        new Group(table, "CTL_", "ctl").flags("insecure").texts("cacert", "certfile", "keyfile", "keyfile_password");
        new Group(table, "CTL_", "ctl", "authentication").texts("username", "password");
        stores(table);
        return List.copyOf(table);
    }

    private static void postgresql(List<EnvironmentVariable> table) {
        new Group(table, "POSTGRESQL_", "postgresql")
                .texts("listen", "connect_address", "proxy_address", "data_dir", "config_dir", "bin_dir", "pgpass");
        new Group(table, "POSTGRESQL_BIN_", "postgresql", "bin_name")
                .texts("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres", "pg_rewind")
                .text("PG_ISREADY", "pg_isready")
                .text("IS_READY", "pg_isready");
        for (String role : List.of("superuser", "replication", "rewind")) {
            new Group(table, role.toUpperCase(Locale.ROOT) + "_", "postgresql", "authentication", role)
                    .texts("username", "password")
                    .texts(Credentials.OPTIONS.toArray(String[]::new));
        }
    }

    private static void stores(List<EnvironmentVariable> table) {
        for (String etcd : List.of("etcd", "etcd3")) {
            new Group(table, etcd.toUpperCase(Locale.ROOT) + "_", etcd)
                    .texts("proxy", "url", "protocol", "host", "srv", "srv_suffix")
                    .texts("username", "password", "cacert", "cert", "key")
                    .lists("hosts")
                    .flags("use_proxies");
        }
        new Group(table, "CONSUL_", "consul")
                .texts("host", "url", "scheme", "token", "cacert", "cert", "key", "dc", "consistency")
                .texts("service_check_interval", "service_check_tls_server_name")
                .numbers("port")
                .flags("verify", "register_service")
                .lists("checks", "service_tags");
        new Group(table, "ZOOKEEPER_", "zookeeper")
                .texts("cacert", "cert", "key", "key_password")
                .lists("hosts")
                .flags("use_ssl", "verify")
                .maps("set_acls", "auth_data");
        new Group(table, "EXHIBITOR_", "exhibitor").lists("hosts").numbers("port");
        new Group(table, "KUBERNETES_", "kubernetes")
                .texts("namespace", "scope_label", "role_label", "tmp_role_label", "leader_label_value")
                .texts("follower_label_value", "standby_leader_label_value", "pod_ip", "cacert")
                .flags("bypass_api_service", "use_endpoints")
                .maps("labels", "bootstrap_labels")
                .lists("ports", "retriable_http_codes");
        new Group(table, "", "kubernetes").lists("retriable_http_codes");
        new Group(table, "RAFT_", "raft")
                .texts("self_addr", "bind_addr", "data_dir", "password")
                .lists("partner_addrs");
    }

    /** Variables of one section: {@code PATRONI_}, a prefix, and the option in capitals (CFG-130). */
    private static final class Group {

        private final List<EnvironmentVariable> table;
        private final String prefix;
        private final List<String> section;

        Group(List<EnvironmentVariable> table, String prefix, String... section) {
            this.table = table;
            this.prefix = "PATRONI_" + prefix;
            this.section = List.of(section);
        }

        Group texts(String... options) {
            return all(Kind.TEXT, options);
        }

        Group flags(String... options) {
            return all(Kind.FLAG, options);
        }

        Group numbers(String... options) {
            return all(Kind.NUMBER, options);
        }

        Group lists(String... options) {
            return all(Kind.LIST, options);
        }

        Group maps(String... options) {
            return all(Kind.MAP, options);
        }

        /** A variable whose name is not that of the option. */
        Group text(String name, String option) {
            List<String> path =
                    Stream.concat(section.stream(), Stream.of(option)).toList();
            table.add(new EnvironmentVariable(prefix + name, path, Kind.TEXT));
            return this;
        }

        private Group all(Kind kind, String... options) {
            for (String option : options) {
                List<String> path =
                        Stream.concat(section.stream(), Stream.of(option)).toList();
                table.add(new EnvironmentVariable(prefix + option.toUpperCase(Locale.ROOT), path, kind));
            }
            return this;
        }
    }
}

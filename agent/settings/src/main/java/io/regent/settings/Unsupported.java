package io.regent.settings;

import io.regent.settings.UnsupportedSetting.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be configured and is not there yet. One finding for each setting, so that none is passed over in silence.
 */
final class Unsupported {

    private static final List<String> LOG = List.of(
            "traceback_level",
            "format",
            "dateformat",
            "max_queue_size",
            "type",
            "static_fields",
            "mode",
            "deduplicate_heartbeat_logs");
    private static final List<String> THREADS = List.of("thread_pool_size", "thread_stack_size");
    private static final List<String> METHODS = List.of("create_replica_methods", "create_replica_method");

    private final List<UnsupportedSetting> findings = new ArrayList<>();

    private Unsupported() {}

    static void knowLog(Section log) {
        log.know(LOG);
    }

    static void knowRestApi(Section restapi) {
        restapi.know(List.of(
                "certfile",
                "keyfile",
                "keyfile_password",
                "ciphers",
                "verify_client",
                "allowlist",
                "allowlist_include_members",
                "https_extra_headers",
                "thread_pool_size"));
    }

    static void knowServer(Section postgresql) {
        postgresql.know(List.of(ReplicaMethod.BASEBACKUP, "config_base_name"));
    }

    /** What the file asks for. */
    static List<UnsupportedSetting> inFile(Section root, AgentSettings settings) {
        var found = new Unsupported();
        found.inBootstrap(root.section("bootstrap"));
        found.inRestApi(root.section("restapi"));
        found.inLog(root.section("log"));
        if (root.has("citus")) {
            found.error("citus", "there is no Citus support yet");
        }
        THREADS.stream().filter(root::has).forEach(key -> found.warning(key, "has no effect, threads are not pooled"));
        found.inServer(root.section("postgresql"));
        return found.findings;
    }

    /** What the dynamic document asks for; its section {@code postgresql} included. */
    static List<UnsupportedSetting> inDocument(Section document) {
        var found = new Unsupported();
        found.inServer(document.section("postgresql"));
        return found.findings;
    }

    private void inBootstrap(Section bootstrap) {
        inNewStandbyCluster(bootstrap.section("dcs").section("standby_cluster"));
        inServer(bootstrap.section("dcs").section("postgresql"));
    }

    private void inRestApi(Section restapi) {
        if (restapi.has("certfile")) {
            error("restapi.certfile", "there is no TLS yet, requests and passwords would travel in the clear");
        }
        if (!restapi.text("verify_client").orElse("none").equalsIgnoreCase("none")) {
            error("restapi.verify_client", "client certificates are not checked yet");
        }
        for (String access : List.of("allowlist", "allowlist_include_members")) {
            if (restapi.value(access)
                    .filter(value -> !value.equals(false) && !value.equals(List.of()))
                    .isPresent()) {
                error("restapi." + access, "callers are not restricted by address yet");
            }
        }
        for (String ignored : List.of("https_extra_headers", "thread_pool_size")) {
            if (restapi.has(ignored)) {
                warning("restapi." + ignored, "has no effect yet");
            }
        }
    }

    private void inLog(Section log) {
        LOG.stream().filter(log::has).forEach(key -> warning("log." + key, "has no effect yet"));
    }

    private void inServer(Section postgresql) {
        if (!postgresql.text("config_base_name").orElse("postgresql").equals("postgresql")) {
            warning(postgresql.at("config_base_name"), "has no effect yet, it is always postgresql");
        }
    }

    /** A new standby cluster begins with a copy of the other one; without a host it must come from somewhere else. */
    private void inNewStandbyCluster(Section remote) {
        boolean named = METHODS.stream()
                .flatMap(key -> remote.lines(key).stream())
                .flatMap(List::stream)
                .anyMatch(method -> !method.equals(ReplicaMethod.BASEBACKUP));
        if (remote.has("restore_command") && !remote.has("host") && !remote.has("port") && !named) {
            error(
                    remote.at("create_replica_methods"),
                    "without a host a standby leader can only be built by a method that needs none (no_leader)");
        }
    }

    private void error(String setting, String consequence) {
        findings.add(new UnsupportedSetting(setting, consequence, Severity.ERROR));
    }

    private void warning(String setting, String consequence) {
        findings.add(new UnsupportedSetting(setting, consequence, Severity.WARNING));
    }
}

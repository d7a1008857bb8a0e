package io.regent.settings;

import static io.regent.settings.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.settings.UnsupportedSetting.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "citus: {group: 0}|citus|ERROR",
                "bootstrap: {dcs: {standby_cluster: {restore_command: x}}}|bootstrap.dcs.standby_cluster.create_replica_methods|ERROR",
                "restapi: {certfile: /x, keyfile: /y, ciphers: z}|restapi.certfile|ERROR",
                "restapi: {verify_client: required}|restapi.verify_client|ERROR",
                "restapi: {allowlist: [10.0.0.1]}|restapi.allowlist|ERROR",
                "restapi: {allowlist_include_members: on}|restapi.allowlist_include_members|ERROR",
                "restapi: {https_extra_headers: {a: b}}|restapi.https_extra_headers|WARNING",
                "restapi: {thread_pool_size: 7}|restapi.thread_pool_size|WARNING",
                "thread_pool_size: 7|thread_pool_size|WARNING",
                "log: {type: json}|log.type|WARNING",
                "log: {format: '%(message)s'}|log.format|WARNING",
                "postgresql: {config_base_name: mine}|postgresql.config_base_name|WARNING",
            })
    void a_setting_without_effect_is_named_once_and_not_called_unknown(
            String change, String setting, Severity severity) {
        assertThat(settings(change).unsupported())
                .singleElement()
                .satisfies(finding -> assertThat(finding.setting()).isEqualTo(setting))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(severity));
        assertThat(Given.loaded(change).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watchdog: {mode: off}",
                "bootstrap: {method: mine, mine: {command: /x}, post_init: /x, dcs: {synchronous_mode: quorum, synchronous_mode_strict: on}}",
                "restapi: {verify_client: none, certfile: '', allowlist: [], allowlist_include_members: off}",
                "postgresql: {callbacks: {on_start: /x}, before_stop: /x, create_replica_methods: [mine, basebackup], mine: {command: /x}, config_base_name: postgresql}",
                "bootstrap: {dcs: {standby_cluster: {restore_command: x, create_replica_methods: [mine]}}}",
            })
    void what_asks_for_nothing_is_no_finding(String change) {
        assertThat(settings(change).unsupported()).isEmpty();
    }
}

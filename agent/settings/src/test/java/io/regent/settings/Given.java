package io.regent.settings;

import io.regent.dcs.DynamicConfig;
import io.regent.settings.yaml.Yaml;
import java.util.Map;
import java.util.Optional;

/** A complete configuration, of which a test changes only what matters to it. */
final class Given {

    private static final String COMPLETE = """
            scope: demo
            name: node-1
            etcd3: {host: '127.0.0.1:2379'}
            restapi: {listen: '*:8008', connect_address: '10.0.0.11:8008'}
            postgresql:
              listen: '*:5432'
              connect_address: 10.0.0.11:5432
              data_dir: /data/demo
              authentication: {superuser: {}, replication: {}}
            """;

    private Given() {}

    static Checked<AgentSettings> loaded(String change) {
        Checked<AgentSettings> settings =
                AgentSettings.load(Optional.empty(), Map.of(Configuration.WHOLE, yaml(change)));
        return new Checked<>(
                settings.value(),
                settings.warnings().stream().map(Given::withoutOrigin).toList());
    }

    private static String withoutOrigin(String warning) {
        return warning.replaceAll(" \\(PATRONI_CONFIGURATION, line [0-9]+\\)$", "");
    }

    static AgentSettings settings(String change) {
        return loaded(change).value();
    }

    static String yaml(String change) {
        return Yaml.write(Maps.overlaid(map(COMPLETE), map(change)));
    }

    static EffectiveSettings effective(String dynamic, String local) {
        return ClusterSettings.effective(
                new DynamicConfig(map(dynamic)), settings(local).postgresql());
    }

    static ClusterSettings inForce(String dynamic, String local) {
        return switch (effective(dynamic, local)) {
            case EffectiveSettings.InForce(ClusterSettings settings, var _) -> settings;
            case EffectiveSettings.Refused(var faults) -> throw new AssertionError(faults);
        };
    }

    static Map<String, Object> map(String yaml) {
        return Yaml.read(yaml).value() instanceof Map<?, ?> map ? Maps.withTextKeys(map) : Map.of();
    }
}

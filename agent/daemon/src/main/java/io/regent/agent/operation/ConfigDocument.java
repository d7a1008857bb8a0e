package io.regent.agent.operation;

import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterStore;
import io.regent.dcs.DocumentPatch;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.restapi.ConfigAnswer;
import java.util.Map;

/** Changes of the dynamic document in the store (API-087 to API-091). */
final class ConfigDocument {

    private final ClusterStore store;
    private final Runnable wakeLoop;

    ConfigDocument(ClusterStore store, Runnable wakeLoop) {
        this.store = store;
        this.wakeLoop = wakeLoop;
    }

    ConfigAnswer patch(Map<String, Object> patch) {
        return switch (store.read()) {
            case ReadAnswer.Unreachable(String cause) -> new ConfigAnswer.Unreachable(cause);
            case ReadAnswer.Seen(Cluster cluster) ->
                cluster.config().map(current -> patch(current, patch)).orElseGet(ConfigAnswer.Missing::new);
        };
    }

    ConfigAnswer replace(Map<String, Object> document) {
        return switch (store.read()) {
            case ReadAnswer.Unreachable(String cause) -> new ConfigAnswer.Unreachable(cause);
            case ReadAnswer.Seen(Cluster cluster) -> {
                var wanted = new DynamicConfig(document);
                boolean same = cluster.config()
                        .filter(current -> Wire.config(current.value()).equals(Wire.config(wanted)))
                        .isPresent();
                yield same
                        ? new ConfigAnswer.Current(wanted)
                        : written(wanted, write(wanted, new Precondition.Anything()));
            }
        };
    }

    private ConfigAnswer patch(Versioned<DynamicConfig> current, Map<String, Object> patch) {
        var wanted = new DynamicConfig(DocumentPatch.apply(current.value().document(), patch));
        if (wanted.equals(current.value())) {
            return new ConfigAnswer.Current(wanted);
        }
        return written(wanted, write(wanted, new Precondition.Unchanged(current.revision())));
    }

    private WriteAnswer write(DynamicConfig config, Precondition precondition) {
        WriteAnswer answer = store.write(ClusterKey.CONFIG, Wire.config(config), precondition);
        wakeLoop.run();
        return answer;
    }

    private static ConfigAnswer written(DynamicConfig config, WriteAnswer answer) {
        return switch (answer) {
            case WriteAnswer.Done _ -> new ConfigAnswer.Current(config);
            case WriteAnswer.Conflict _ -> new ConfigAnswer.Conflict();
            case WriteAnswer.Unreachable(String cause) -> new ConfigAnswer.Unreachable(cause);
        };
    }
}

package io.regent.restapi.operations;

import io.regent.dcs.Cluster;
import io.regent.dcs.DynamicConfig;
import io.regent.restapi.ConfigAnswer.Conflict;
import io.regent.restapi.ConfigAnswer.Current;
import io.regent.restapi.ConfigAnswer.Missing;
import io.regent.restapi.ConfigAnswer.Unreachable;
import io.regent.restapi.Operations;
import io.regent.restapi.operations.Reply.Document;
import io.regent.restapi.operations.Reply.ErrorPage;
import java.util.Map;

/** {@code /config}: the dynamic configuration (API-086 to API-093). */
public final class Configuration {

    private final Operations operations;

    public Configuration(Operations operations) {
        this.operations = operations;
    }

    /** The configuration in a reading of the cluster, exactly as stored. */
    public static Reply shown(Cluster cluster) {
        return cluster.config()
                .<Reply>map(config -> new Document(200, config.value().document()))
                .orElseGet(() -> new ErrorPage(502));
    }

    /** Merges the body into the configuration. */
    public Reply patch(Map<String, Object> body) {
        return switch (operations.patchConfig(body)) {
            case Current(DynamicConfig config) -> new Document(200, config.document());
            case Missing _, Unreachable _ -> new ErrorPage(503);
            case Conflict() -> new ErrorPage(409);
        };
    }

    /** Replaces the configuration by the body. */
    public Reply replace(Map<String, Object> body) {
        return switch (operations.replaceConfig(body)) {
            case Current _ -> new Document(200, body);
            case Missing _, Conflict _, Unreachable _ -> new ErrorPage(502);
        };
    }
}

package io.regent.restapi.status;

import io.regent.dcs.Cluster;
import io.regent.restapi.ClusterSettings.SyncMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The modes of a cluster, read straight from a reading of it, for answers that must be as fresh as that reading. */
public record ClusterModes(boolean paused, boolean standbyCluster, SyncMode syncMode) {

    /** The modes in the dynamic configuration of the reading; everything is off when there is none. */
    public static ClusterModes of(Cluster cluster) {
        Map<String, Object> config =
                cluster.config().map(versioned -> versioned.value().document()).orElse(Map.of());
        return new ClusterModes(
                isTrue(config.get("pause")),
                config.get("standby_cluster") instanceof Map<?, ?> section && !section.isEmpty(),
                syncMode(config.get("synchronous_mode")));
    }

    private static SyncMode syncMode(@Nullable Object value) {
        if (isTrue(value)) {
            return SyncMode.ON;
        }
        return word(value).filter("quorum"::equals).isPresent() ? SyncMode.QUORUM : SyncMode.OFF;
    }

    private static boolean isTrue(@Nullable Object value) {
        return word(value)
                .filter(word -> switch (word) {
                    case "true", "on", "yes", "1" -> true;
                    default -> false;
                })
                .isPresent();
    }

    private static Optional<String> word(@Nullable Object value) {
        return Optional.ofNullable(value).map(present -> present.toString().toLowerCase(Locale.ROOT));
    }
}

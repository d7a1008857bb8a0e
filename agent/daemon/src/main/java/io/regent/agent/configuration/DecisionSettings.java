package io.regent.agent.configuration;

import io.regent.agent.decision.Settings;
import io.regent.settings.AgentSettings;
import io.regent.settings.ClusterSettings;
import io.regent.settings.ServerSettings;
import io.regent.settings.UnsupportedSetting;
import io.regent.settings.UnsupportedSetting.Severity;

/** The settings as the decision needs them. */
final class DecisionSettings {

    private DecisionSettings() {}

    static Settings of(AgentSettings file, ClusterSettings cluster) {
        ServerSettings.Rewind rewind = cluster.server().rewind();
        return new Settings(
                cluster.timing().ttl(),
                cluster.timing().loopWait(),
                cluster.timing().retryTimeout(),
                cluster.paused(),
                cluster.maximumLagOnFailover(),
                cluster.primaryStartTimeout(),
                cluster.maxTimelinesHistory(),
                cluster.server().useSlots(),
                cluster.memberSlotsTtl(),
                file.tags(),
                LiveSettings.mayBootstrap(file.bootstrap()),
                rewind.enabled(),
                rewind.removeDataDirectoryOnDivergedTimelines(),
                rewind.removeDataDirectoryOnFailure(),
                cluster.unsupported().stream()
                        .filter(setting -> setting.severity() == Severity.ERROR)
                        .map(UnsupportedSetting::setting)
                        .toList());
    }
}

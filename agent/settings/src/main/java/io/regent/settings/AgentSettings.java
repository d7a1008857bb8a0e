package io.regent.settings;

import io.regent.dcs.ClusterPath;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import java.util.List;

/**
 * All that the agent is told by its file and its environment. The dynamic document is laid under it by
 * {@link ClusterSettings}.
 *
 * @param unsupported what the file asks for and this version cannot do
 */
public record AgentSettings(
        MemberName name,
        ClusterPath path,
        DcsSection dcs,
        RestApiSettings restapi,
        PostgresqlSettings postgresql,
        BootstrapSettings bootstrap,
        Tags tags,
        CtlSettings ctl,
        LogSettings log,
        WatchdogSettings watchdog,
        List<UnsupportedSetting> unsupported) {

    public AgentSettings {
        unsupported = List.copyOf(unsupported);
    }
}

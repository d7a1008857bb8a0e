package io.regent.settings;

import io.regent.dcs.ClusterPath;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
        HostSettings regent,
        List<UnsupportedSetting> unsupported) {

    static final String DEFAULT_NAMESPACE = "/service";

    private static final List<String> DYNAMIC_ONLY = List.of(
            "ttl", "loop_wait", "retry_timeout", "maximum_lag_on_failover", "max_timelines_history", "check_timeline");

    /**
     * Reads file and environment, and makes sense of them.
     *
     * @param source a file or a directory, see {@link Configuration#load}
     * @param environment the variables of the process
     * @throws InvalidSettings when there is no usable configuration; with all its faults
     */
    public static Checked<AgentSettings> load(Optional<Path> source, Map<String, String> environment) {
        Checked<Configuration> configuration = Configuration.load(source, environment);
        var problems = new Problems(configuration.value().origins());
        problems.warnAll(configuration.warnings());
        return problems.orThrow(from(new Section("", configuration.value().document(), problems)));
    }

    private static AgentSettings from(Section root) {
        Section postgresql = root.section("postgresql");
        var settings = new AgentSettings(
                new MemberName(root.requiredText("name", "the name of this member, unique in its cluster")),
                new ClusterPath(
                        root.text("namespace").orElse(DEFAULT_NAMESPACE),
                        root.requiredText("scope", "the name of the cluster")),
                DcsSection.required(root),
                RestApiSettings.from(root.section("restapi")),
                PostgresqlSettings.from(postgresql),
                BootstrapSettings.from(root.section("bootstrap")),
                tags(root),
                CtlSettings.from(root.section("ctl"), root.section("restapi")),
                LogSettings.from(root.section("log")),
                WatchdogSettings.from(root.section("watchdog")),
                HostSettings.from(root.section("regent")),
                List.of());
        checkServer(postgresql);
        checkDocument(settings.bootstrap().dcs(), root.problems());
        List<UnsupportedSetting> unsupported = Unsupported.inFile(root, settings);
        for (String key : DYNAMIC_ONLY) {
            if (root.has(key)) {
                root.problems().warn(key, "has no effect here, only in the dynamic configuration.");
            }
        }
        root.reportUnknown();
        return settings.with(unsupported);
    }

    /** A first document with faults would be refused as soon as it is stored. */
    private static void checkDocument(DynamicConfig first, Problems problems) {
        if (ClusterSettings.effective(first, Map.of()) instanceof EffectiveSettings.Refused(List<Fault> faults)) {
            faults.forEach(fault -> problems.fault("bootstrap.dcs." + fault.setting(), fault.problem()));
        }
    }

    private static void checkServer(Section postgresql) {
        ServerSettings.from(postgresql);
        postgresql.know(PostgresqlSettings.LOCAL_ONLY);
        postgresql.reportUnknown();
        if (postgresql.has("use_slots")) {
            postgresql
                    .problems()
                    .warn(postgresql.at("use_slots"), "has no effect here, only in the dynamic configuration.");
        }
        Section parameters = postgresql.section("parameters");
        for (String name : parameters.keys()) {
            if (ServerSettings.DYNAMIC_ONLY_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
                parameters
                        .problems()
                        .warn(parameters.at(name), "has no effect here, only in the dynamic configuration.");
            }
        }
    }

    private static Tags tags(Section root) {
        Map<String, Object> values = new LinkedHashMap<>(root.map("tags"));
        values.values().removeIf(Objects::isNull);
        var tags = new Tags(values);
        if (values.containsKey("nofailover")
                && values.containsKey("failover_priority")
                && tags.nofailover() != tags.failoverPriority() <= 0) {
            root.problems().warn("tags.failover_priority", "contradicts nofailover, which wins.");
        }
        if (values.containsKey("nosync")
                && values.containsKey("sync_priority")
                && tags.nosync() != new Tags(Maps.without(values, List.of("nosync"))).nosync()) {
            root.problems().warn("tags.sync_priority", "contradicts nosync, which wins.");
        }
        return tags;
    }

    private AgentSettings with(List<UnsupportedSetting> findings) {
        return new AgentSettings(
                name, path, dcs, restapi, postgresql, bootstrap, tags, ctl, log, watchdog, regent, findings);
    }

    public AgentSettings {
        unsupported = List.copyOf(unsupported);
    }
}

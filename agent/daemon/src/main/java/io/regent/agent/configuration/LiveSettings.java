package io.regent.agent.configuration;

import io.regent.agent.decision.Settings;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.Versioned;
import io.regent.settings.AgentSettings;
import io.regent.settings.BootstrapSettings;
import io.regent.settings.Checked;
import io.regent.settings.ClusterSettings;
import io.regent.settings.EffectiveSettings;
import io.regent.settings.InvalidSettings;
import io.regent.watchdog.WatchdogPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds now. A bad file or a bad dynamic document changes nothing: what was in force stays so (CFG-151, LES-116).
 *
 * <p>Any thread may change it and any may read it. Files are read outside the lock, so that nobody waits for a disk.
 */
public final class LiveSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    /** One consistent set of settings. */
    private record InForce(AgentSettings file, DynamicConfig dynamic, OptionalLong revision, ClusterSettings cluster) {}

    private final Optional<Path> source;
    private final Map<String, String> environment;
    private volatile InForce inForce;
    private volatile boolean standbyFeedback;

    /**
     * Settings of a node that has not seen the dynamic document yet.
     *
     * @param dynamic the document as this node last knew it, or the one of the bootstrap section
     * @throws InvalidSettings when the dynamic document cannot be used
     */
    public LiveSettings(
            Optional<Path> source, Map<String, String> environment, AgentSettings file, DynamicConfig dynamic) {
        this.source = source;
        this.environment = Map.copyOf(environment);
        this.inForce = switch (ClusterSettings.effective(dynamic, file.postgresql())) {
            case EffectiveSettings.InForce(ClusterSettings cluster, List<String> warnings) -> {
                warnings.forEach(LOG::warn);
                yield new InForce(file, dynamic, OptionalLong.empty(), cluster);
            }
            case EffectiveSettings.Refused(var faults) -> throw new InvalidSettings(faults);
        };
    }

    /**
     * Settings of a node that has not seen the dynamic document yet: those that it last knew, or if they are not usable any
     * more, those of the bootstrap section.
     *
     * @throws InvalidSettings when neither can be used
     */
    public static LiveSettings atStart(
            Optional<Path> source,
            Map<String, String> environment,
            AgentSettings file,
            Optional<DynamicConfig> lastKnown) {
        if (lastKnown.isPresent()) {
            try {
                return new LiveSettings(source, environment, file, lastKnown.orElseThrow());
            } catch (InvalidSettings e) {
                LOG.warn("The saved dynamic configuration is not used: {}", e.getMessage());
            }
        }
        return new LiveSettings(source, environment, file, file.bootstrap().dcs());
    }

    /** The file with the environment. */
    public AgentSettings file() {
        return inForce.file();
    }

    /** The dynamic settings. */
    public ClusterSettings cluster() {
        return inForce.cluster();
    }

    /** The dynamic document that is in force. */
    public DynamicConfig dynamic() {
        return inForce.dynamic();
    }

    /** Whether the server has to tell its primary which rows its logical slots need, whatever the settings say (HA-129). */
    public boolean standbyFeedback() {
        return standbyFeedback;
    }

    /** Told in each cycle. */
    public void standbyFeedback(boolean needed) {
        standbyFeedback = needed;
    }

    /** What the decision may depend on. */
    public Settings forDecision() {
        return DecisionSettings.of(inForce.file(), inForce.cluster());
    }

    /** What is wanted of the watchdog, with the timing of the cluster, on the first bootstrap as well (LES-044). */
    public WatchdogPlan watchdog() {
        InForce now = inForce;
        return DecisionSettings.watchdog(now.file().watchdog(), now.cluster().timing());
    }

    /**
     * Adopts the dynamic document of the store when its revision is a new one (HA-015).
     *
     * @return whether anything changed
     */
    public synchronized boolean adopt(Optional<Versioned<DynamicConfig>> seen) {
        if (seen.isEmpty()
                || inForce.revision().equals(OptionalLong.of(seen.orElseThrow().revision()))) {
            return false;
        }
        Versioned<DynamicConfig> document = seen.orElseThrow();
        OptionalLong revision = OptionalLong.of(document.revision());
        boolean used = replace("dynamic configuration", inForce.file(), document.value(), revision);
        if (!used) {
            inForce = new InForce(inForce.file(), inForce.dynamic(), revision, inForce.cluster());
        }
        return used;
    }

    /**
     * Reads the file again (CFG-152). The environment is the one of the start. Blocks while the file is read.
     *
     * @return whether the file could be used
     */
    public boolean reload() {
        try {
            Checked<AgentSettings> read = AgentSettings.load(source, environment);
            read.warnings().forEach(LOG::warn);
            return use(read.value());
        } catch (InvalidSettings e) {
            LOG.error("The configuration is not reloaded, the old one stays in force: {}", e.getMessage());
            return false;
        }
    }

    /** A dynamic document that the old file could not be used with gets its chance with the new one, in the next cycle. */
    private synchronized boolean use(AgentSettings read) {
        List<String> refusals = Fixed.refusals(inForce.file(), read);
        refusals.forEach(
                refusal -> LOG.error("The configuration is not reloaded, the old one stays in force: {}", refusal));
        return refusals.isEmpty() && replace("configuration", read, inForce.dynamic(), OptionalLong.empty());
    }

    /** Whether the file says how a new cluster begins (HA-090). */
    static boolean mayBootstrap(BootstrapSettings bootstrap) {
        return bootstrap.custom().isPresent()
                || !bootstrap.dcs().document().isEmpty()
                || !bootstrap.initdbOptions().isEmpty()
                || !bootstrap.pgHba().isEmpty();
    }

    private boolean replace(String what, AgentSettings file, DynamicConfig dynamic, OptionalLong revision) {
        return switch (ClusterSettings.effective(dynamic, file.postgresql())) {
            case EffectiveSettings.InForce(ClusterSettings cluster, List<String> warnings) -> {
                warnings.forEach(LOG::warn);
                cluster.unsupported().forEach(setting -> LOG.warn("{}", setting));
                inForce = new InForce(file, dynamic, revision, cluster);
                yield true;
            }
            case EffectiveSettings.Refused(var faults) -> {
                LOG.error("The {} is not used, the old one stays in force: {}", what, faults);
                yield false;
            }
        };
    }
}

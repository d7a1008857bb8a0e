package io.regent.ctl.session;

import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsBackend;
import io.regent.dcs.DcsStore;
import io.regent.dcs.InvalidDcsSettings;
import io.regent.restapi.client.InvalidClientTls;
import io.regent.restapi.client.MemberClient;
import io.regent.settings.DcsSection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Everything a command may use. Store and members are opened when they are needed. */
public final class Session {

    private static final Duration DCS_DEADLINE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final CtlConfig config;
    private final Map<String, String> environment;
    private final Supplier<List<DcsBackend>> backends;

    public Session(
            Terminal terminal, CtlConfig config, Map<String, String> environment, Supplier<List<DcsBackend>> backends) {
        this.terminal = terminal;
        this.config = config;
        this.environment = Map.copyOf(environment);
        this.backends = backends;
    }

    /** The operator. */
    public Terminal terminal() {
        return terminal;
    }

    /** What is known before anybody is asked. */
    public CtlConfig config() {
        return config;
    }

    /** A variable of the environment that is set and not blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    /** Any one of several. */
    public <T> T oneOf(List<T> several) {
        return several.get(ThreadLocalRandom.current().nextInt(several.size()));
    }

    /**
     * The members' REST APIs.
     *
     * @throws Refusal when a certificate or a key of the configuration cannot be used
     */
    public Members members() {
        try {
            return new Members(new MemberClient(config.access()), terminal);
        } catch (InvalidClientTls e) {
            throw new Refusal(e);
        }
    }

    /**
     * The named cluster, else the one of the configuration.
     *
     * @throws Refusal without either
     */
    public RecordedCluster cluster(Optional<String> named) {
        return cluster(named.or(config::scope)
                .orElseThrow(() -> new Refusal("no cluster is named, neither as CLUSTER_NAME nor as setting scope")));
    }

    /**
     * A cluster.
     *
     * @throws Refusal when no store is configured, or its settings cannot be used
     */
    public RecordedCluster cluster(String name) {
        List<DcsBackend> known = backends.get();
        DcsSection section = config.dcs().orElseThrow(() -> unsuitable(known));
        DcsBackend backend = known.stream()
                .filter(candidate -> candidate.section().equals(section.name()))
                .findFirst()
                .orElseThrow(() -> unsuitable(known));
        try {
            DcsStore store = backend.open(section.settings(), new ClusterPath(config.namespace(), name));
            store.deadline(DCS_DEADLINE);
            return new RecordedCluster(name, store);
        } catch (InvalidDcsSettings e) {
            throw new Refusal(e);
        }
    }

    private static Refusal unsuitable(List<DcsBackend> known) {
        return new Refusal("Can not find suitable configuration of distributed configuration store\n"
                + "Available implementations: "
                + String.join(
                        ", ", known.stream().map(DcsBackend::section).sorted().toList()));
    }
}

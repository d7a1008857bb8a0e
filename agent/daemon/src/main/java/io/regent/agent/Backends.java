package io.regent.agent;

import io.regent.dcs.DcsBackend;
import io.regent.dcs.DcsStore;
import io.regent.settings.AgentSettings;
import java.util.List;
import java.util.ServiceLoader;

/** The kinds of store that this distribution has. */
final class Backends {

    private Backends() {}

    /**
     * The store that the configuration names; connects lazily.
     *
     * @throws CannotStart when there is no such backend
     */
    static DcsStore open(AgentSettings file) {
        String section = file.dcs().name();
        List<DcsBackend> backends = ServiceLoader.load(DcsBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return backends.stream()
                .filter(backend -> backend.section().equals(section))
                .findFirst()
                .orElseThrow(() -> new CannotStart("%s: this store is not supported yet, it must be one of %s"
                        .formatted(
                                section,
                                backends.stream()
                                        .map(DcsBackend::section)
                                        .sorted()
                                        .toList())))
                .open(file.dcs().settings(), file.path());
    }
}

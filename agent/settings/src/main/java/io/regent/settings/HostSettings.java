package io.regent.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code regent} of the file: what only this product has, and what concerns this host. Read at the start of the agent;
 * Patroni passes the section over.
 *
 * @param supervisor whether a process of its own ends the server when the agent does not renew the lease in time (LES-045)
 * @param runtimeDirectory where agent and supervisor meet; absent for a directory of the agent's user in shared memory
 */
public record HostSettings(boolean supervisor, Optional<Path> runtimeDirectory) {

    static HostSettings from(Section section) {
        var settings = new HostSettings(
                section.flag("supervisor", true), section.text("runtime_dir").map(Path::of));
        section.reportUnknown();
        return settings;
    }
}

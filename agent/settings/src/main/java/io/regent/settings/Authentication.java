package io.regent.settings;

import java.util.List;
import java.util.Optional;

/**
 * The section {@code postgresql.authentication}.
 *
 * @param rewind absent when the superuser rewinds (CFG-083)
 */
public record Authentication(Credentials superuser, Credentials replication, Optional<Credentials> rewind) {

    static Authentication from(Section postgresql) {
        Section section = postgresql.section("authentication");
        for (String role : List.of("superuser", "replication")) {
            if (!section.has(role)) {
                section.problems().missing(section.at(role), "a map with username and password");
            }
        }
        var authentication = new Authentication(
                Credentials.from(section.section("superuser")),
                Credentials.from(section.section("replication")),
                section.has("rewind") ? Optional.of(Credentials.from(section.section("rewind"))) : Optional.empty());
        section.reportUnknown();
        return authentication;
    }

    /** Whoever {@code pg_rewind} connects as. */
    public Credentials forRewind() {
        return rewind.orElse(superuser);
    }
}

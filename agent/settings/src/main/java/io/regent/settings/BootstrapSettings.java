package io.regent.settings;

import io.regent.dcs.DynamicConfig;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code bootstrap}: how a new cluster begins.
 *
 * @param dcs the first dynamic document; of no effect once there is one in the DCS (CFG-053)
 * @param initdbOptions further arguments of {@code initdb}, ready to use (CFG-056)
 * @param custom how the operator makes a new cluster; empty for {@code initdb}
 * @param postBootstrap the program that runs once on the new primary (CFG-057)
 * @param pgHba the first lines of {@code pg_hba.conf}, used only for a new cluster; empty for none (CFG-058)
 */
public record BootstrapSettings(
        DynamicConfig dcs,
        List<String> initdbOptions,
        Optional<CustomBootstrap> custom,
        Optional<List<String>> postBootstrap,
        List<String> pgHba) {

    private static final List<String> POST_BOOTSTRAP = List.of("post_bootstrap", "post_init");

    static BootstrapSettings from(Section section) {
        var settings = new BootstrapSettings(
                new DynamicConfig(Maps.withoutNulls(section.map("dcs"))),
                CommandOptions.initdb(section),
                CustomBootstrap.from(section),
                POST_BOOTSTRAP.stream()
                        .flatMap(key -> Scripts.command(section, key).stream())
                        .findFirst(),
                section.lines("pg_hba").orElse(List.of()));
        if (section.has("users")) {
            section.problems().warn(section.at("users"), "is ignored: no roles are created from it.");
        }
        section.reportUnknown();
        return settings;
    }

    public BootstrapSettings {
        initdbOptions = List.copyOf(initdbOptions);
        pgHba = List.copyOf(pgHba);
    }

    /** Values of the document can be secrets. */
    @Override
    public String toString() {
        return "BootstrapSettings[dcs=%s, initdbOptions=%s]"
                .formatted(dcs.document().keySet(), initdbOptions);
    }
}

package io.regent.agent.configuration;

import io.regent.settings.AgentSettings;
import io.regent.settings.UnsupportedSetting;
import io.regent.settings.UnsupportedSetting.Severity;
import java.util.List;
import java.util.stream.Stream;

/** What a running agent cannot change: who it is, where its cluster and its data are. */
final class Fixed {

    private Fixed() {}

    /** Why the changed file must not be used while the agent runs; empty when it can. */
    static List<String> refusals(AgentSettings before, AgentSettings after) {
        return Stream.of(
                        refusal("name", before.name(), after.name()),
                        refusal("scope", before.path().scope(), after.path().scope()),
                        refusal(
                                "namespace",
                                before.path().namespace(),
                                after.path().namespace()),
                        refusal("DCS section", before.dcs().name(), after.dcs().name()),
                        refusal(
                                "postgresql.data_dir",
                                before.postgresql().dataDir(),
                                after.postgresql().dataDir()),
                        refusal(
                                "postgresql.config_dir",
                                before.postgresql().configDir(),
                                after.postgresql().configDir()),
                        after.unsupported().stream()
                                .filter(setting -> setting.severity() == Severity.ERROR)
                                .map(UnsupportedSetting::toString))
                .flatMap(refusals -> refusals)
                .toList();
    }

    private static Stream<String> refusal(String setting, Object before, Object after) {
        return before.equals(after)
                ? Stream.empty()
                : Stream.of("%s: %s is not allowed while the agent runs with %s, restart the agent to change it"
                        .formatted(setting, after, before));
    }
}

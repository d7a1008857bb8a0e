package io.regent.ctl.session;

import io.regent.restapi.client.ClientAccess;
import io.regent.restapi.client.ClientAccess.Credentials;
import io.regent.restapi.client.ClientTls;
import io.regent.settings.Checked;
import io.regent.settings.CtlConfiguration;
import io.regent.settings.CtlSettings;
import io.regent.settings.DcsSection;
import io.regent.settings.InvalidSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command knows of the clusters before it asks anybody (CTL-005 to CTL-009).
 *
 * @param scope the cluster that is meant when none is named
 * @param namespace where clusters are recorded in the store
 * @param dcs which store; a command that needs none does without
 * @param superuser of the servers, when the configuration is one of a member
 */
public record CtlConfig(
        Optional<String> scope,
        String namespace,
        Optional<DcsSection> dcs,
        ClientAccess access,
        Optional<io.regent.settings.Credentials> superuser) {

    /**
     * Reads file and environment, and lays the options above.
     *
     * @throws Refusal when a named file is missing, or something cannot be used
     */
    public static CtlConfig load(GlobalOptions options, Map<String, String> environment, Terminal terminal) {
        options.configFile()
                .or(() -> Optional.ofNullable(environment.get("PATRONICTL_CONFIG_FILE"))
                        .filter(file -> !file.isBlank())
                        .map(Path::of))
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> {
                    throw new Refusal("Provided config file " + file
                            + " not existing or no read rights. Check the -c/--config-file parameter");
                });
        try {
            Checked<CtlConfiguration> read = CtlConfiguration.load(options.configFile(), environment);
            read.warnings().forEach(terminal::warn);
            return of(read.value(), options);
        } catch (InvalidSettings e) {
            throw new Refusal(e);
        }
    }

    private static CtlConfig of(CtlConfiguration configuration, GlobalOptions options) {
        Optional<DcsUrl> url = options.dcsUrl().map(DcsUrl::of);
        return new CtlConfig(
                configuration.scope(),
                url.flatMap(DcsUrl::namespace).orElse(configuration.namespace()),
                url.map(given -> new DcsSection(given.section(), given.settings()))
                        .or(configuration::dcs),
                access(configuration.access(), options.insecure()),
                configuration.superuser());
    }

    private static ClientAccess access(CtlSettings settings, boolean insecure) {
        return new ClientAccess(
                settings.authentication().map(pair -> new Credentials(pair.username(), pair.password())),
                new ClientTls(
                        insecure || settings.insecure(),
                        settings.cacert().map(Path::of),
                        settings.certfile().map(Path::of),
                        settings.keyfile().map(Path::of),
                        settings.keyfilePassword()));
    }
}

package io.regent.postgres.local;

import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.catalogue.SettingsTable;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.control.HalfDoneMarker;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.parameters.ControlledParameters;
import io.regent.postgres.parameters.Setting;
import io.regent.postgres.parameters.SettingsCatalogue;
import io.regent.postgres.server.LinuxServerProcess;
import io.regent.postgres.server.ParameterCheck;
import io.regent.postgres.server.ServerControl;
import io.regent.postgres.server.ServerVersion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings together with what follows from them for the version of PostgreSQL at hand.
 *
 * @param wantedAtRestart the parameters that act only after a restart, as the settings want them
 */
record Prepared(
        PostgresSettings settings,
        int majorVersion,
        ControlledParameters controlled,
        Map<String, String> wantedAtRestart,
        ConfigurationFiles files,
        ServerControl control) {

    /** The settings cannot be worked with; the text is for the operator. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }
    }

    /**
     * Prepares the settings.
     *
     * @throws Unusable when the version is not known or too old, or the parameters cannot be checked
     */
    static Prepared of(
            PostgresSettings settings, LinuxServerProcess process, ParameterCheck check, SyncStandbys standbys)
            throws Unusable, InterruptedException {
        int version = version(settings);
        if (version < ServerVersion.OLDEST) {
            throw new Unusable(
                    "postgresql.data_dir: %s is for PostgreSQL %s, which is not supported; the oldest supported is %d"
                            .formatted(settings.dataDir(), SettingsCatalogue.shown(version), ServerVersion.OLDEST));
        }
        var catalogue = SettingsTable.of(version);
        var controlled = ControlledParameters.of(settings, catalogue);
        Map<String, String> usable = usable(settings, check, catalogue);
        var wanted = new LinkedHashMap<>(usable);
        wanted.keySet()
                .removeIf(name ->
                        catalogue.find(name).filter(Setting::needsRestart).isEmpty());
        controlled.values().forEach(wanted::put);
        var files = new ConfigurationFiles(settings, new DataDirectory(settings.dataDir()), usable, standbys::wanted);
        standbys.adopt(files);
        return new Prepared(settings, version, controlled, wanted, files, new ServerControl(settings, process));
    }

    HalfDoneMarker marker() {
        return HalfDoneMarker.of(settings.dataDir(), settings.pgpass());
    }

    /** Why no server may be started on the data; empty when one may. */
    Optional<Outcome> refusal() {
        return marker().work()
                .map(work -> new Outcome.Failed("the data directory holds a half-done %s and must not be started"
                        .formatted(work.name().toLowerCase(Locale.ROOT))));
    }

    private static Map<String, String> usable(
            PostgresSettings settings, ParameterCheck check, SettingsCatalogue catalogue)
            throws Unusable, InterruptedException {
        try {
            return check.usable(settings, catalogue);
        } catch (IOException e) {
            throw new Unusable("the parameters cannot be checked: " + e.getMessage());
        }
    }

    private static int version(PostgresSettings settings) throws Unusable, InterruptedException {
        var data = new DataDirectory(settings.dataDir());
        if (data.content() == DataDirectory.Content.CLUSTER) {
            return data.majorVersion();
        }
        OptionalInt installed = ServerVersion.installed(settings);
        return installed.orElseThrow(() -> new Unusable(
                "postgresql.bin_dir: '%s --version' does not work, it must be the directory of PostgreSQL's programs"
                        .formatted(settings.programs().command("postgres"))));
    }
}

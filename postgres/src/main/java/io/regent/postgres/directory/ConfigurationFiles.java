package io.regent.postgres.directory;

import io.regent.postgres.Credentials;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.SyncNames;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.files.ConnectionWords;
import io.regent.postgres.files.PasswordFile;
import io.regent.postgres.files.PostgresqlConf;
import io.regent.postgres.files.RecoveryConf;
import io.regent.postgres.parameters.ControlledParameters;
import io.regent.postgres.parameters.GucText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes the files that configure the server of these settings.
 *
 * @param usable the user's own parameters as far as the server takes them, by name in lower case (CFG-164)
 * @param commitsWaitFor the names that stand for the user's own {@code synchronous_standby_names}; empty for the user's own
 */
public record ConfigurationFiles(
        PostgresSettings settings,
        DataDirectory data,
        Map<String, String> usable,
        Supplier<Optional<SyncNames>> commitsWaitFor) {

    private static final String STANDBY_SIGNAL = "standby.signal";
    private static final String RECOVERY_SIGNAL = "recovery.signal";
    private static final String RECOVERY_CONF = "recovery.conf";
    private static final List<String> NEUTRAL_TARGETS = List.of(
            "recovery_target",
            "recovery_target_name",
            "recovery_target_time",
            "recovery_target_xid",
            "recovery_target_lsn");

    /** The generated file. */
    public Path mainFile() {
        return settings.configDir().resolve(settings.configBaseName() + ".conf");
    }

    /**
     * What the generated file says now.
     *
     * @return empty when there is no such file, or nothing about the parameter in it
     */
    public Optional<String> written(String parameter) {
        try {
            return Files.exists(mainFile())
                    ? PostgresqlConf.value(Files.readString(mainFile()), parameter)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is said who may log in. */
    public Path hbaFile() {
        return named("hba_file", "pg_hba.conf");
    }

    /** Where the user name maps are. */
    public Path identFile() {
        return named("ident_file", "pg_ident.conf");
    }

    /**
     * Writes all of them for a primary.
     *
     * @throws IOException when one cannot be written; the text names it
     */
    public void writeForPrimary(ControlledParameters controlled) throws IOException {
        write(controlled, Map.of());
    }

    /**
     * The same, and leaves alone what {@code postgresql.auto.conf} says of recovery.
     *
     * @throws IOException when one cannot be written; the text names it
     */
    public void writeKeepingRecovery(ControlledParameters controlled) throws IOException {
        writeGenerated(controlled, Map.of());
    }

    /**
     * Writes all of them for a standby of the upstream.
     *
     * @throws IOException when one cannot be written; the text names it
     */
    public void writeForStandby(ControlledParameters controlled, Optional<Upstream> upstream) throws IOException {
        var recovery = new LinkedHashMap<String, String>();
        recovery.put("recovery_target_timeline", "latest");
        NEUTRAL_TARGETS.forEach(name -> recovery.put(name, ""));
        recovery.put("primary_conninfo", "");
        recovery.put("primary_slot_name", "");
        settings.remote()
                .filter(remote -> remote.isFollowedBy(upstream))
                .flatMap(PostgresSettings.Remote::applyDelay)
                .ifPresent(delay -> recovery.put("recovery_min_apply_delay", delay));
        if (upstream.isPresent()) {
            Upstream server = upstream.get();
            writePasswords(server, List.of(settings.authentication().replication()));
            recovery.put(
                    "primary_conninfo",
                    ConnectionWords.primaryConninfo(server, settings, data.majorVersion())
                            .toString());
            recovery.put(
                    "primary_slot_name",
                    server.slot().filter(slot -> settings.useSlots()).orElse(""));
        }
        if (hasRecoveryConf()) {
            write(controlled, Map.of());
            String text = RecoveryConf.text(settings.parameters(), recovery, data.majorVersion());
            AtomicFile.write(data.file(RECOVERY_CONF), text, data.allowsGroup());
        } else {
            write(controlled, recovery);
        }
    }

    /** Makes the next start one of a standby, whose files are written. */
    public void signalStandby() throws IOException {
        if (!hasRecoveryConf()) {
            AtomicFile.write(data.file(STANDBY_SIGNAL), "", data.allowsGroup());
            Files.deleteIfExists(data.file(RECOVERY_CONF));
        }
        Files.deleteIfExists(data.file(RECOVERY_SIGNAL));
    }

    /**
     * Makes the next start recover from the archive first, as far as the recovery parameters say, and then be one of a primary.
     *
     * @return what belongs on the command line of that start; nothing before PostgreSQL 12, where {@code recovery.conf} says it
     */
    public Map<String, String> signalRecovery(Map<String, Object> parameters) throws IOException {
        var recovery = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> recovery.put(name, GucText.of(name, value)));
        Files.deleteIfExists(data.file(STANDBY_SIGNAL));
        if (hasRecoveryConf()) {
            AtomicFile.write(data.file(RECOVERY_CONF), RecoveryConf.text(recovery), data.allowsGroup());
            return Map.of();
        }
        AtomicFile.write(data.file(RECOVERY_SIGNAL), "", data.allowsGroup());
        return recovery;
    }

    /** Makes the next start one of a primary. */
    public void signalPrimary() throws IOException {
        for (String file : List.of(STANDBY_SIGNAL, RECOVERY_SIGNAL, RECOVERY_CONF)) {
            Files.deleteIfExists(data.file(file));
        }
    }

    private boolean hasRecoveryConf() {
        return data.majorVersion() < RecoveryConf.REPLACED;
    }

    /** Writes the password file for these roles at a server, if one of them has a password. */
    public void writePasswords(Upstream server, List<Credentials> roles) throws IOException {
        Optional<String> text = PasswordFile.text(server, roles);
        if (text.isPresent()) {
            AtomicFile.write(settings.pgpass().toAbsolutePath(), text.get(), false);
        }
    }

    /** What makes a program find the role's password; nothing for a role that has none, whose user may have a file of his own. */
    public Map<String, String> passwordsFor(Credentials role) {
        return role.password().isPresent()
                ? Map.of("PGPASSFILE", settings.pgpass().toAbsolutePath().toString())
                : Map.of();
    }

    /** Appends lines to {@code pg_hba.conf}. */
    public void appendHba(List<String> lines) throws IOException {
        String before = Files.exists(hbaFile()) ? Files.readString(hbaFile()) : "";
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        AtomicFile.write(hbaFile(), before + gap + joined(lines), data.allowsGroup());
    }

    /** Keeps copies of the files as they are now beside them (HA-092). */
    public void backUp() throws IOException {
        for (Path file : List.of(mainFile(), hbaFile(), identFile())) {
            if (Files.exists(file)) {
                AtomicFile.write(
                        file.resolveSibling(file.getFileName() + ".backup"),
                        Files.readString(file),
                        data.allowsGroup());
            }
        }
    }

    /**
     * Completes a copy of another server's data: files that were elsewhere there come from the copies that are kept beside the data, and
     * nothing is left of a promotion of the source (HA-108).
     *
     * @throws IOException when a file cannot be written
     */
    public void complete() throws IOException {
        for (Path file : List.of(mainFile(), hbaFile(), identFile())) {
            Path kept = data.file(file.getFileName() + ".backup");
            if (!Files.exists(file) && Files.exists(kept)) {
                AtomicFile.write(file, Files.readString(kept), data.allowsGroup());
            }
        }
        if (!Files.exists(identFile())) {
            AtomicFile.write(identFile(), "", data.allowsGroup());
        }
        Files.deleteIfExists(data.file("promote"));
    }

    /** Whether the user has said elsewhere who may log in, so that bootstrap lines are not added (HA-092). */
    public boolean hasHbaOfItsOwn() {
        return !settings.hbaLines().isEmpty() || settings.parameters().containsKey("hba_file");
    }

    private void write(ControlledParameters controlled, Map<String, String> recovery) throws IOException {
        writeGenerated(controlled, recovery);
        cleanAutoConf();
    }

    private void writeGenerated(ControlledParameters controlled, Map<String, String> recovery) throws IOException {
        Optional<String> included = takeOver();
        AtomicFile.write(
                mainFile(), PostgresqlConf.text(included, parameters(controlled, recovery)), data.allowsGroup());
        writeLines("pg_hba.conf", hbaFile(), settings.hbaLines());
        writeLines("pg_ident.conf", identFile(), settings.identLines());
    }

    /** A file that the user has put somewhere else is the user's alone (CFG-026). */
    private void writeLines(String usual, Path file, List<String> lines) throws IOException {
        if (!lines.isEmpty() && file.equals(settings.configDir().resolve(usual))) {
            AtomicFile.write(file, joined(lines), data.allowsGroup());
        }
    }

    /** Keeps the user's own file under another name, once, and says what to include (CFG-168). */
    private Optional<String> takeOver() throws IOException {
        if (settings.customConf().isPresent()) {
            return settings.customConf().map(Path::toString);
        }
        Path base = settings.configDir().resolve(settings.configBaseName() + ".base.conf");
        if (!Files.exists(base) && Files.exists(mainFile())) {
            Files.move(mainFile(), base);
        }
        return Files.exists(base) ? Optional.of(base.getFileName().toString()) : Optional.empty();
    }

    private Map<String, String> parameters(ControlledParameters controlled, Map<String, String> recovery) {
        var parameters = new LinkedHashMap<>(usable);
        commitsWaitFor.get().ifPresent(names -> parameters.put(SyncNames.PARAMETER, names.text()));
        parameters.putAll(controlled.values());
        parameters.putAll(controlled.onlyInFile());
        parameters.put("hba_file", hbaFile().toString());
        parameters.put("ident_file", identFile().toString());
        recovery.forEach(parameters::put);
        return parameters;
    }

    private void cleanAutoConf() throws IOException {
        Path file = data.file("postgresql.auto.conf");
        if (Files.exists(file)) {
            String before = Files.readString(file);
            Set<String> others = commitsWaitFor.get().isPresent() ? Set.of(SyncNames.PARAMETER) : Set.of();
            String after = PostgresqlConf.withoutRecovery(before, others);
            if (!after.equals(before)) {
                AtomicFile.write(file, after, data.allowsGroup());
            }
        }
    }

    private Path named(String parameter, String usual) {
        Object chosen = settings.parameters().get(parameter);
        return chosen instanceof String path
                ? data.path().resolve(path).normalize()
                : settings.configDir().resolve(usual);
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}

package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regent.Spec;
import io.regent.postgres.PostgresVersions;
import io.regent.postgres.files.RecoveryConf;
import io.regent.postgres.server.ServerVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the life of two servers in a process of the user {@code postgres}, because PostgreSQL refuses to run as root. */
class LocalPostgresServerTest {

    private static final String USER = "postgres";

    @Test
    @Spec({
        "D-034", "D-180", "HA-063", "HA-112", "HA-118", "HA-206", "HA-208", "LES-023", "LES-050", "LES-061", "LES-096"
    })
    void two_servers_live_through_bootstrap_clone_switchover_divergence_rewind_and_crash() throws Exception {
        assumeTrue(!PostgresVersions.present().isEmpty(), "PostgreSQL is not installed");
        lives(TwoServers.class, PostgresVersions.present().lastKey());
    }

    @Test
    @Spec({
        "CFG-057", "CFG-095", "D-042", "HA-093", "HA-094", "HA-096", "HA-097", "HA-098", "HA-099", "HA-104", "HA-105",
        "HA-106", "HA-108", "HA-110", "LES-112"
    })
    void servers_are_made_and_restored_by_programs_of_the_operator() throws Exception {
        assumeTrue(!PostgresVersions.present().isEmpty(), "PostgreSQL is not installed");
        lives(RestoredServers.class, PostgresVersions.present().lastKey());
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Spec({
        "HA-113", "HA-114", "HA-115", "LES-067", "LES-069", "LES-070", "LES-071", "LES-072", "LES-075", "LES-076",
        "LES-136"
    })
    void a_crashed_primary_comes_back_by_a_rewind(int version) throws Exception {
        lives(RewoundServers.class, version);
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Spec({"CFG-024", "CFG-026", "CFG-027", "CFG-028", "HA-210", "HA-214", "LES-118", "LES-119"})
    void two_servers_are_configured_by_their_roles(int version) throws Exception {
        lives(ConfiguredServers.class, version);
    }

    /** The oldest and the newest, for recovery is configured in other ways by and by. */
    static Stream<Integer> versions() {
        assumeTrue(!PostgresVersions.present().isEmpty(), "PostgreSQL is not installed");
        return Stream.of(
                        PostgresVersions.present().firstKey(),
                        PostgresVersions.present().lastKey())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("versionsWithRecoveryConf")
    @Spec("CFG-024")
    void a_standby_of_an_old_version_is_one_by_its_recovery_conf(int version) throws Exception {
        lives(OldServers.class, version);
    }

    static Stream<Integer> versionsWithRecoveryConf() {
        var versions = PostgresVersions.servers()
                .subMap(ServerVersion.OLDEST, RecoveryConf.REPLACED)
                .keySet();
        assumeTrue(!versions.isEmpty(), "no version before 12 is here");
        return versions.stream();
    }

    private static void lives(Class<?> story, int version) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "regent-pg-");
        try {
            Path classes = Files.createDirectory(folder.resolve("classes"));
            Path work = Files.createDirectory(folder.resolve("work"));
            var process = new ProcessBuilder(
                            command(folder, classPath(classes), story, work, PostgresVersions.server(version)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("ALL IS WELL");
        } finally {
            delete(folder);
        }
    }

    private static List<String> command(Path folder, String classPath, Class<?> story, Path work, Path programs)
            throws Exception {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(work, "unix:uid", Files.getAttribute(Path.of("/var/lib/postgresql"), "unix:uid"));
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                story.getName(),
                work.toString(),
                programs.toString()));
        return command;
    }

    /** Copies the class path to where the other user may read it. */
    private static String classPath(Path target) throws IOException {
        var copies = new ArrayList<String>();
        int number = 0;
        for (String entry : Pattern.compile(":")
                .splitAsStream(System.getProperty("java.class.path"))
                .toList()) {
            Path copy = target.resolve(number + "-" + Path.of(entry).getFileName());
            number++;
            copyTree(Path.of(entry), copy);
            copies.add(copy.toString());
        }
        return String.join(":", copies);
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

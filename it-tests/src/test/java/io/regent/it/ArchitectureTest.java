package io.regent.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: the arrows of the design, which Maven's module graph alone cannot draw. */
class ArchitectureTest {

    private static final ImportOption PRODUCTION =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    private static final JavaClasses REGENT =
            new ClassFileImporter().withImportOption(PRODUCTION).importPackages("io.regent");

    /** No I/O, no logger, no threads: same input, same output. */
    private static final String[] PURE = {
        "io.regent.postgres.wal",
        "io.regent.postgres.parameters",
        "io.regent.dcs.wire",
        "io.regent.restapi.health",
        "io.regent.restapi.status",
        "io.regent.restapi.metrics",
        "io.regent.agent.decision..",
        "io.regent.ctl.output",
    };

    /** Where time may be asked for and things may be waited for. Everything else is handed the time. */
    private static final String[] CLOCKS = {
        "io.regent.dcs",
        "io.regent.dcs.etcd3..",
        "io.regent.dcs.memory..",
        "io.regent.postgres.server..",
        "io.regent.postgres.sql..",
        "io.regent.postgres.local..",
        "io.regent.postgres.discarded..",
        "io.regent.restapi",
        "io.regent.restapi.client..",
        "io.regent.restapi.operations..",
        "io.regent.agent",
        "io.regent.agent.observation..",
        "io.regent.agent.performance..",
        "io.regent.agent.fence..",
        "io.regent.agent.member..",
        "io.regent.agent.journal..",
        "io.regent.ctl",
        "io.regent.ctl.command..",
    };

    static Stream<Arguments> arrows() {
        return Stream.of(
                arrow("io.regent.postgres..", 20),
                arrow("io.regent.watchdog..", 2),
                arrow("io.regent.dcs..", 30, "io.regent.postgres.wal"),
                arrow("io.regent.settings..", 20, "io.regent.dcs", "io.regent.postgres", "io.regent.postgres.wal"),
                arrow(
                        "io.regent.restapi..",
                        20,
                        "io.regent.dcs",
                        "io.regent.dcs.wire",
                        "io.regent.settings",
                        "io.regent.postgres",
                        "io.regent.postgres.wal"),
                arrow(
                        "io.regent.agent.decision..",
                        30,
                        "io.regent.dcs",
                        "io.regent.postgres",
                        "io.regent.postgres.wal",
                        "io.regent.watchdog"),
                arrow(
                        "io.regent.agent.cycle..",
                        3,
                        "io.regent.agent.decision..",
                        "io.regent.dcs",
                        "io.regent.postgres",
                        "io.regent.postgres.wal",
                        "io.regent.watchdog"),
                arrow(
                        "io.regent.ctl..",
                        10,
                        "io.regent.dcs..",
                        "io.regent.settings..",
                        "io.regent.restapi.client..",
                        "io.regent.postgres.wal",
                        "io.regent.postgres.sql.."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrows")
    void a_module_uses_only_what_the_design_lets_it_use(String module, int atLeast, String[] allowed) {
        check(
                classes()
                        .that()
                        .resideInAPackage(module)
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage("io.regent..")))),
                atLeast,
                module);
    }

    /** Client libraries stay behind the adapter that translates them. */
    static Stream<Arguments> libraries() {
        return Stream.of(
                library("io.etcd..", "io.regent.dcs.etcd3.."),
                library("io.grpc..", "io.regent.dcs.etcd3.."),
                library("io.netty..", "io.regent.dcs.etcd3.."),
                library("io.undertow..", "io.regent.restapi.."),
                library("picocli..", "io.regent.ctl.."),
                library("org.snakeyaml..", "io.regent.settings..", "io.regent.ctl.output.."),
                library("org.postgresql..", "io.regent.postgres.."),
                library("java.sql..", "io.regent.postgres.."),
                library("com.sun.jna..", "io.regent.watchdog.linux..", "io.regent.agent.."),
                library("ch.qos.logback..", "io.regent.agent.."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void a_client_library_is_known_to_its_adapter_only(String library, String[] adapters) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(adapters)
                        .should()
                        .dependOnClassesThat(resideInAPackage(library)),
                50,
                "io.regent..");
    }

    @Test
    void the_decision_depends_on_values_and_the_language_only() {
        check(
                classes()
                        .that()
                        .resideInAPackage("io.regent.agent.decision..")
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                "io.regent..",
                                "java.lang..",
                                "java.time..",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "org.jspecify.annotations")),
                30,
                "io.regent.agent.decision..");
    }

    @Test
    void the_decision_uses_no_port() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("io.regent.agent.decision..")
                        .should()
                        .dependOnClassesThat(describe(
                                "are ports",
                                type -> type.getPackageName().matches("io\\.regent\\.(dcs|postgres|watchdog)")
                                        && type.isInterface()
                                        && !isSealed(type))),
                30,
                "io.regent.agent.decision..");
    }

    @ParameterizedTest
    @MethodSource("purePackages")
    void a_pure_package_does_no_input_or_output(String pure) {
        DescribedPredicate<JavaClass> outside = resideInAnyPackage(
                        "java.io..", "java.nio..", "java.net..", "java.sql..", "java.util.concurrent..", "org.slf4j..")
                .and(not(type(IOException.class)))
                .and(not(type(UncheckedIOException.class)))
                .and(not(resideInAPackage("java.nio.charset..")))
                .and(not(type(URLDecoder.class)))
                .and(not(type(URLEncoder.class)))
                .and(not(type(Serializable.class)));
        check(noClasses().that().resideInAPackage(pure).should().dependOnClassesThat(outside), 1, pure);
    }

    static Stream<String> purePackages() {
        return Stream.of(PURE);
    }

    @Test
    void time_and_chance_come_from_named_places() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(CLOCKS)
                        .should()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(OffsetDateTime.class, "now")
                        .orShould()
                        .callMethod(ZonedDateTime.class, "now")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC")
                        .orShould()
                        .callConstructor(Random.class),
                50,
                "io.regent..");
    }

    @Test
    void nobody_sleeps() {
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class), 50, "io.regent..");
    }

    @Test
    void only_programs_print() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("io.regent.ctl..", "io.regent.agent")
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"),
                50,
                "io.regent..");
    }

    @Test
    void an_adapter_is_imported_by_nobody() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.regent.dcs.etcd3..")
                        .should()
                        .dependOnClassesThat(resideInAPackage("io.regent.dcs.etcd3..")),
                50,
                "io.regent..");
    }

    @Test
    void packages_are_free_of_cycles() {
        check(slices().matching("io.regent.(**)").should().beFreeOfCycles(), 50, "io.regent..");
    }

    @Test
    void every_package_is_null_marked() {
        var packages = REGENT.stream()
                .map(JavaClass::getPackage)
                .filter(found -> !found.getClasses().isEmpty())
                .distinct()
                .toList();

        assertThat(packages).hasSizeGreaterThan(2);
        assertThat(packages)
                .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class))
                        .as(found.getName())
                        .isTrue());
    }

    /** A rule that looks at nothing proves nothing, so each says how many classes it must have seen. */
    private static void check(ArchRule rule, int atLeast, String seen) {
        var classes = REGENT.that(resideInAPackage(seen));
        assumeThat(classes).as("classes in " + seen).isNotEmpty();
        assertThat(classes.size()).as("classes in " + seen).isGreaterThanOrEqualTo(atLeast);
        rule.check(REGENT);
    }

    private static boolean isSealed(JavaClass type) {
        return type.reflect().isSealed();
    }

    private static Arguments arrow(String module, int atLeast, String... allowed) {
        return Arguments.of(
                module,
                atLeast,
                Stream.concat(Stream.of(module), Stream.of(allowed)).toArray(String[]::new));
    }

    private static Arguments library(String library, String... adapters) {
        return Arguments.of(library, adapters);
    }
}

package io.regent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every file fits a reader's head. Exceptions stand in {@code tidy-exceptions.txt}, each with its reason. */
class TidyTest {

    private static final int LINES_OF_A_FILE = 400;
    private static final int LINES_OF_A_METHOD = 40;
    private static final Pattern BANNED_NAME = Pattern.compile(".*(Impl|Manager|Util|Utils|Helper)(?![a-z]).*");
    // put together so that this file does not find itself
    private static final Pattern MARK = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
    private static final String SLEEP = "Thread" + ".sleep(";

    @Test
    void files_are_tidy() throws IOException {
        var sources = SourceTree.javaFiles();
        var exceptions = exceptions();

        var findings = new ArrayList<String>();
        for (var file : sources) {
            findings.addAll(findingsOf(file));
        }
        new Declarations(findings).scan(sources);

        assertThat(sources).hasSizeGreaterThan(40);
        assertThat(exceptions)
                .as("an exception has a reason")
                .allSatisfy(line -> assertThat(line.length).isEqualTo(3));
        assertThat(findings)
                .filteredOn(
                        finding -> exceptions.stream().noneMatch(line -> finding.startsWith(line[0] + " " + line[1])))
                .isEmpty();
        assertThat(exceptions)
                .as("an exception that nothing needs any more is taken out")
                .allMatch(line -> findings.stream().anyMatch(finding -> finding.startsWith(line[0] + " " + line[1])));
    }

    /** What is wrong with a file, each as {@code rule path: detail}. */
    private static List<String> findingsOf(Path file) throws IOException {
        var name = SourceTree.name(file);
        var text = SourceTree.text(file);
        var findings = new ArrayList<String>();
        long lines = text.lines().count();
        if (lines > LINES_OF_A_FILE) {
            findings.add("long-file %s: %d lines".formatted(name, lines));
        }
        if (MARK.matcher(text).find()) {
            findings.add("mark %s: says that it is not finished".formatted(name));
        }
        if (name.contains("src/test/") && text.contains(SLEEP)) {
            findings.add("sleep %s: a test waits for a condition, not for a time".formatted(name));
        }
        return findings;
    }

    private static List<String[]> exceptions() {
        return SourceTree.text(Path.of("src/test/resources/tidy-exceptions.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 3))
                .toList();
    }

    /** Looks at the names of types and the length of methods with the compiler's own parser. */
    private static final class Declarations extends TreeScanner<@Nullable Void, CompilationUnitTree> {

        private final List<String> findings;
        private @Nullable SourcePositions positions;

        Declarations(List<String> findings) {
            this.findings = findings;
        }

        void scan(List<Path> sources) throws IOException {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var files = compiler.getStandardFileManager(null, null, null)) {
                var task = (JavacTask) compiler.getTask(
                        null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
                positions = Trees.instance(task).getSourcePositions();
                for (var unit : task.parse()) {
                    scan(unit, unit);
                }
            }
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, CompilationUnitTree unit) {
            if (BANNED_NAME.matcher(type.getSimpleName()).matches()) {
                findings.add("name %s: %s says nothing about what it is".formatted(name(unit), type.getSimpleName()));
            }
            return super.visitClass(type, unit);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            var source = Objects.requireNonNull(positions);
            var lines = unit.getLineMap();
            long first = lines.getLineNumber(source.getStartPosition(unit, method));
            long last = lines.getLineNumber(source.getEndPosition(unit, method));
            if (last - first + 1 > LINES_OF_A_METHOD) {
                findings.add(
                        "long-method %s: %s has %d lines".formatted(name(unit), method.getName(), last - first + 1));
            }
            return super.visitMethod(method, unit);
        }

        private static String name(CompilationUnitTree unit) {
            return SourceTree.name(Path.of(unit.getSourceFile().toUri()));
        }
    }
}

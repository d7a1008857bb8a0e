package io.regent.ctl;

import io.regent.ctl.session.Terminal;
import io.regent.ctl.session.Terminal.Audience;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsBackend;
import io.regent.dcs.DcsStore;
import io.regent.dcs.memory.MemoryDcs;
import io.regent.dcs.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The whole program over a store in memory, with its streams in hand. */
final class Cli {

    /** How a run ended and what it printed. */
    record Outcome(int code, String output, String errors) {

        /** The output without the tables in it. */
        List<String> linesBesideTables() {
            return output.lines()
                    .filter(line -> !line.startsWith("+") && !line.startsWith("|"))
                    .toList();
        }
    }

    private record MemoryBackend(MemoryDcs dcs, List<ClusterPath> opened) implements DcsBackend {

        @Override
        public String section() {
            return "etcd3";
        }

        @Override
        public DcsStore open(Map<String, Object> settings, ClusterPath path) {
            opened.add(path);
            return dcs.connect(path);
        }
    }

    private final MemoryDcs dcs = new MemoryDcs(System::nanoTime);
    private final List<ClusterPath> opened = new ArrayList<>();
    private final Map<String, String> environment =
            new HashMap<>(Map.of("PATRONI_ETCD3_HOST", "127.0.0.1:2379", "HOME", "/nonexistent"));
    private String input = "";
    private String question = "";
    private Runnable meanwhile = () -> {};

    /** A cluster as a file of keys and values says. */
    static Cli withKeys(String scenario) {
        var cli = new Cli();
        String keys = resource("golden/" + scenario + "/keys.json");
        Json.parseObject(keys).orElseThrow().forEach((key, value) -> cli.put(key, value.toString()));
        return cli;
    }

    static String resource(String name) {
        try (var resource = Objects.requireNonNull(Cli.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a key of the cluster {@code demo}. */
    Cli put(String key, String value) {
        dcs.put("/service/demo/" + key, value);
        return this;
    }

    Cli delete(String key) {
        dcs.delete("/service/demo/" + key);
        return this;
    }

    String get(String key) {
        return dcs.get("/service/demo/" + key).orElse("");
    }

    MemoryDcs dcs() {
        return dcs;
    }

    List<ClusterPath> opened() {
        return opened;
    }

    Cli variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Cli without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** What the operator answers, a line each; after it the input ends. */
    Cli answering(String... lines) {
        input = String.join("\n", lines) + (lines.length == 0 ? "" : "\n");
        return this;
    }

    /** What somebody else does while a question waits for its answer. */
    Cli onPrompt(String question, Runnable meanwhile) {
        this.question = question;
        this.meanwhile = meanwhile;
        return this;
    }

    Outcome run(String... arguments) {
        var output = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (!question.isEmpty() && toString(StandardCharsets.UTF_8).contains(question)) {
                    meanwhile.run();
                }
            }
        };
        var errors = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(output, false, StandardCharsets.UTF_8),
                new PrintStream(errors, false, StandardCharsets.UTF_8),
                () -> Audience.PROGRAM);
        int code =
                new Main(terminal, environment, () -> List.of(new MemoryBackend(dcs, opened))).run(List.of(arguments));
        return new Outcome(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}

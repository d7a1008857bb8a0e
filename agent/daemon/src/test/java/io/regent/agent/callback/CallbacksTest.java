package io.regent.agent.callback;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Rule;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's scripts are told what becomes of the server. */
class CallbacksTest {

    @TempDir
    private Path data;

    private @Nullable FakeNode node;
    private @Nullable Callbacks callbacks;

    @AfterEach
    void close() {
        if (callbacks != null) {
            callbacks.close();
        }
    }

    @Spec({"HA-183", "CFG-087", "HA-187", "IF-010"})
    @Test
    void a_script_gets_its_own_words_and_the_event_the_role_and_the_scope() {
        given("on_start: \"sh -c 'echo \\\"$0 $*\\\" >> told' 'two words'\"");

        seeReplica();

        Await.until(() -> told().equals(List.of("two words on_start replica demo")));
    }

    @Spec("HA-183")
    @Test
    void the_newest_ends_the_one_that_runs_with_its_children() throws Exception {
        given("on_start: sh -c 'sleep 600 & echo $! > child; wait'", "on_role_change: " + tells());
        seeReplica();
        Await.until(() -> Files.exists(data.resolve("child")) && !read("child").isEmpty());
        long child = Long.parseLong(read("child").getFirst());

        seePrimary();

        Await.until(() -> told().equals(List.of("on_role_change primary demo")));
        Await.until(() -> ProcessHandle.of(child).filter(CallbacksTest::lives).isEmpty());
    }

    @Spec({"HA-183", "LES-052"})
    @Test
    void a_reload_ends_no_script_that_was_told_of_a_role() {
        given(
                "on_start: sh -c 'echo began > began; while [ ! -e go ]; do sleep 0.05; done; echo \"$0 $1\" >> told'",
                "on_reload: " + tells());
        seeReplica();
        Await.until(() -> Files.exists(data.resolve("began")));

        given().reloaded();
        Await.until(() -> told().equals(List.of("on_reload replica demo")));
        write("go");

        Await.until(() -> told().equals(List.of("on_reload replica demo", "on_start replica")));
    }

    @Test
    void a_reload_of_a_server_that_nobody_was_told_of_is_nothing_to_tell() {
        given("on_reload: sh -c 'echo reload >> told'", "on_start: " + tells());

        given().reloaded();
        seeReplica();

        Await.until(() -> told().equals(List.of("on_start replica demo")));
    }

    @Test
    void an_event_without_a_script_and_a_script_that_cannot_be_run_stop_nothing() {
        given("on_start: /nowhere/at/all", "on_role_change: " + tells());

        seeReplica();
        seePrimary();

        Await.until(() -> told().equals(List.of("on_role_change primary demo")));
    }

    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** Writes down what it is told. */
    private static String tells() {
        return "sh -c 'echo \"$0 $1 $2\" >> told'";
    }

    private void given(String... scripts) {
        String folder = "cd " + data + "; ";
        var yaml = new StringBuilder(Samples.yaml(data)).append("  callbacks:\n");
        for (String script : scripts) {
            yaml.append("    ")
                    .append(script.replace("sh -c '", "sh -c '" + folder))
                    .append('\n');
        }
        node = new FakeNode(Samples.settings(yaml.toString()));
        node.initialized();
        callbacks = new Callbacks(node.settings);
    }

    private Callbacks given() {
        return Objects.requireNonNull(callbacks);
    }

    private FakeNode node() {
        return Objects.requireNonNull(node);
    }

    private void seeReplica() {
        node().postgres.is(Samples.standby(1));
        given().settle(node().view(), new Decision(new Action.Wait(), Rule.STANDBY));
    }

    private void seePrimary() {
        node().postgres.is(Samples.primary(1));
        given().settle(node().view(), new Decision(new Action.Wait(), Rule.LEAD));
    }

    private List<String> told() {
        return read("told");
    }

    private List<String> read(String file) {
        try {
            return Files.exists(data.resolve(file)) ? Files.readAllLines(data.resolve(file)) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void write(String file) {
        try {
            Files.writeString(data.resolve(file), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

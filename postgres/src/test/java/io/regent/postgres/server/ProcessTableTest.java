package io.regent.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessTableTest {

    @Test
    void a_zombie_is_not_alive() {
        String fields = " 1 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 4711 0 0";

        assertThat(ProcessTable.parse("7 (postgres) S" + fields)).isPresent();
        assertThat(ProcessTable.parse("7 (postgres) Z" + fields)).isEmpty();
    }

    @Test
    void a_name_with_spaces_and_brackets_does_not_confuse() {
        assertThat(ProcessTable.parse("7 (a) b (c) S 3 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 4711 0 0"))
                .get()
                .extracting(ProcessTable.Entry::parent, ProcessTable.Entry::command, ProcessTable.Entry::startTicks)
                .containsExactly(3L, "a) b (c", 4711L);
    }

    @Test
    void this_process_works_where_it_says() {
        assertThat(ProcessTable.find(ProcessHandle.current().pid()))
                .get()
                .matches(entry -> entry.worksIn(Path.of("").toAbsolutePath().toString()));
    }

    @Test
    @Spec({"CFG-143", "CFG-144", "LES-050"})
    void a_server_gets_nothing_of_the_agents_environment() {
        var environment = new HashMap<>(Map.of(
                "PATH", "/bin",
                "LANG", "C",
                "PATRONI_SCOPE", "x",
                "REGENT_X", "x",
                "KUBERNETES_PORT", "x",
                "NOTIFY_SOCKET", "x",
                "PG_MALLOC_ARENA_MAX", "1"));

        ServerEnvironment.scrub(environment);

        assertThat(environment)
                .containsEntry("MALLOC_ARENA_MAX", "1")
                .containsEntry("PATH", "/bin")
                .containsEntry("LANG", "C")
                .doesNotContainKeys("PATRONI_SCOPE", "REGENT_X", "KUBERNETES_PORT", "NOTIFY_SOCKET");
    }
}

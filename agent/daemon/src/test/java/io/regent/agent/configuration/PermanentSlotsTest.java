package io.regent.agent.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.FakeNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the slots in the dynamic document are kept. */
class PermanentSlotsTest {

    private static final String SLOTS = "\"slots\":{\"here\":{\"cluster_type\":\"primary\"},"
            + "\"there\":{\"cluster_type\":\"standby\"},\"always\":{}}";

    @TempDir
    Path data;

    @Test
    @Spec("CFG-036")
    void a_slot_may_be_for_one_kind_of_cluster() {
        try (var node = new FakeNode(data).initialized()) {
            node.dcs.put(FakeNode.PREFIX + "config", "{%s}".formatted(SLOTS));
            assertThat(kept(node)).containsExactlyInAnyOrder("here", "always");

            node.dcs.put(
                    FakeNode.PREFIX + "config", "{%s,\"standby_cluster\":{\"host\":\"10.0.9.1\"}}".formatted(SLOTS));
            assertThat(kept(node)).containsExactlyInAnyOrder("there", "always");
        }
    }

    private static List<String> kept(FakeNode node) {
        return node.view().settings().slots().permanent();
    }
}

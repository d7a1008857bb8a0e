package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the extended list says of replication slots. */
class SlotFooterTest {

    @Test
    void slots_that_keep_much_of_the_log_are_told_below_the_extended_list() {
        var cli = new Cli().put("leader", "a");
        cli.put("members/a", "{\"role\":\"primary\"}");
        cli.put("status", "{\"optime\":167772160,\"slots\":{\"a\":167772160,\"b\":153092096,\"gone\":67108864}}");

        assertThat(cli.run("list", "demo", "-e").output()).endsWith("+\n Slot gone keeps 96 MB of the log\n");
        assertThat(cli.run("list", "demo").output()).doesNotContain("Slot gone");
    }
}

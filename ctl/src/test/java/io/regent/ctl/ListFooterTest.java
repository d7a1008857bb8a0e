package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import org.junit.jupiter.api.Test;

/** What the list says below its table that Patroni's does not: of long work, and of replication slots. */
class ListFooterTest {

    @Test
    void slots_that_keep_much_of_the_log_are_told_below_the_extended_list() {
        var cli = new Cli().put("leader", "a");
        cli.put("members/a", "{\"role\":\"primary\"}");
        cli.put("status", "{\"optime\":167772160,\"slots\":{\"a\":167772160,\"b\":153092096,\"gone\":67108864}}");

        assertThat(cli.run("list", "demo", "-e").output()).endsWith("+\n Slot gone keeps 96 MB of the log\n");
        assertThat(cli.run("list", "demo").output()).doesNotContain("Slot gone");
    }

    @Test
    @Spec("LES-074")
    void a_standby_that_does_not_get_on_is_told_with_the_reason() {
        var cli = new Cli().put("leader", "a");
        cli.put("members/a", "{\"role\":\"primary\",\"state\":\"running\"}");
        cli.put(
                "members/b",
                "{\"state\":\"running\",\"replication_state\":\"in archive recovery\",\"stuck\":\"it does not stream\"}");

        assertThat(cli.run("list", "demo").output())
                .contains("| stuck ")
                .endsWith("+\n b is stuck: it does not stream\n");
        assertThat(cli.run("list", "demo", "-f", "json").output()).contains("\"State\": \"stuck\"");
    }

    @Test
    @Spec("LES-065")
    void long_work_is_told_below_the_list() {
        var cli = new Cli().put("leader", "a");
        cli.put("members/a", "{\"role\":\"primary\"}");
        cli.put("members/b", """
                {"state":"creating replica","progress":{"work":"clone","source":"a","phase":"copying",
                "bytes":536870912,"total_bytes":2147483648,"bytes_per_second":83886080}}
                """);
        cli.put(
                "members/c",
                "{\"state\":\"starting\",\"progress\":{\"work\":\"recovery\",\"phase\":\"recovering 000000010000000000000003\"}}");

        String told = """
                +
                 b: clone from a, copying: 512 of 2048 MB (25%), 80 MB/s
                 c: recovery, recovering 000000010000000000000003
                """;
        assertThat(cli.run("list", "demo").output()).endsWith(told);
        assertThat(cli.run("topology", "demo").output()).endsWith(told);
        assertThat(cli.run("list", "demo", "-f", "json").output()).doesNotContain("copying");
    }
}

package io.regent.postgres.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotDirectoriesTest {

    @TempDir
    Path data;

    @Test
    void a_slot_is_added_as_a_whole_for_the_owner_alone() throws IOException {
        Path slots = Files.createDirectory(data.resolve("pg_replslot"));
        Files.createDirectories(slots.resolve("app.tmp"));
        Files.writeString(slots.resolve("app.tmp/state"), "what a crash left");

        new SlotDirectories(data, false).add(Map.of("app", bytes("state")));

        assertThat(slots.resolve("app/state")).hasContent("state");
        assertThat(slots.resolve("app.tmp")).doesNotExist();
        assertThat(permissions(slots.resolve("app"))).isEqualTo("rwx------");
        assertThat(permissions(slots.resolve("app/state"))).isEqualTo("rw-------");
    }

    @Test
    void the_group_reads_where_it_reads_the_data() throws IOException {
        Path slots = Files.createDirectory(data.resolve("pg_replslot"));

        new SlotDirectories(data, true).add(Map.of("app", bytes("state")));

        assertThat(permissions(slots.resolve("app"))).isEqualTo("rwxr-x---");
        assertThat(permissions(slots.resolve("app/state"))).isEqualTo("rw-r-----");
    }

    @Test
    void a_slot_that_is_there_stays_as_it_is() throws IOException {
        Path slot = Files.createDirectories(data.resolve("pg_replslot/app"));
        Files.writeString(slot.resolve("state"), "its own");

        new SlotDirectories(data, false).add(Map.of("app", bytes("state")));

        assertThat(slot.resolve("state")).hasContent("its own");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
